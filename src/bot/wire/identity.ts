import * as z from "zod";

const id = z.string().regex(/^\d{1,20}$/);

const thing = z.object({ id }).optional().catch(undefined);

const session = z.object({ user: thing, application: thing });

/** Who the bot is, as far as it is known. */
export interface Identity {
  /** Its user id. @throws {Error} while nobody has told it */
  botId(): string;
  /** Takes in what READY brings. */
  learn(ready: unknown): void;
  /** Calls `act` once, with the id of the bot's application. */
  onKnown(act: (applicationId: string) => void): void;
}

/** Discord writes the bot's user id into its token, so that posts can be looked for before there is a connection. */
export function createIdentity(token: string): Identity {
  const inToken = id.safeParse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
  const { promise, resolve } = Promise.withResolvers<string>();
  let botId = inToken.data;
  return {
    botId() {
      if (botId === undefined) throw new Error("the bot's own id is not known before it is connected");
      return botId;
    },
    learn(ready) {
      const { application, user } = session.parse(ready);
      botId = user?.id ?? botId;
      const applicationId = application?.id ?? botId;
      if (applicationId !== undefined) resolve(applicationId);
    },
    onKnown: (act) => void promise.then(act),
  };
}
