import * as z from "zod";

const thing = z
  .object({ id: z.string().min(1) })
  .optional()
  .catch(undefined);

const session = z.object({ user: thing, application: thing });

/** Who the bot is, as far as it is known. */
export interface Identity {
  /** Its user id. @throws {Error} while nobody has told it */
  botId(): string;
  /** That of its application: for all but old bots, the same. @throws {Error} while nobody has told it */
  applicationId(): string;
  /** Takes in what READY brings. */
  learn(ready: unknown): void;
  /** Calls `act` once, with the id of the bot's application. */
  onKnown(act: (applicationId: string) => void): void;
}

/** Discord writes the bot's user id into its token, so that posts can be looked for before there is a connection. */
export function createIdentity(token: string): Identity {
  const [inToken] = /^\d{15,20}$/.exec(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) ?? [];
  const { promise, resolve } = Promise.withResolvers<string>();
  let [botId, applicationId] = [inToken, inToken];
  return {
    botId: () => known(botId),
    applicationId: () => known(applicationId),
    learn(ready) {
      const { application, user } = session.parse(ready);
      botId = user?.id ?? botId;
      applicationId = application?.id ?? botId;
      if (applicationId !== undefined) resolve(applicationId);
    },
    onKnown: (act) => void promise.then(act),
  };
}

function known(id: string | undefined): string {
  if (id === undefined) throw new Error("the bot's own id is not known before it is connected");
  return id;
}
