import * as z from "zod";

const thing = z
  .object({ id: z.string().min(1), username: z.string().optional().catch(undefined) })
  .optional()
  .catch(undefined);

const session = z.object({
  user: thing,
  application: thing,
  guilds: z.array(z.unknown()).catch([]),
  shard: z.tuple([z.int(), z.int()]).catch([0, 1]),
});

/** Who the bot is, as far as it is known. */
export interface Identity {
  /** Its user id. @throws {Error} while nobody has told it */
  botId(): string;
  /** That of its application: for all but old bots, the same. @throws {Error} while nobody has told it */
  applicationId(): string;
  /** Its name and its application, as far as they were told, and in how many servers its shards here are. */
  introduction(): {
    readonly bot: string | undefined;
    readonly servers: number;
    readonly applicationId: string | undefined;
  };
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
  let bot: string | undefined;
  const servers = new Map<number, number>();
  return {
    botId: () => known(botId),
    applicationId: () => known(applicationId),
    introduction: () => ({ bot, servers: [...servers.values()].reduce((sum, it) => sum + it, 0), applicationId }),
    learn(ready) {
      const { application, guilds, shard, user } = session.parse(ready);
      bot = user?.username ?? bot;
      servers.set(shard[0], guilds.length);
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
