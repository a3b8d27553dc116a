import * as z from "zod";
import type { Log } from "../log.ts";
import { StrangerError } from "./failure.ts";
import { inviteLink } from "./invite.ts";
import { createAsker } from "./wire/asker.ts";
import type { Endpoint, Take } from "./wire/endpoint.ts";
import type { Gateway } from "./wire/gateway.ts";
import type { Identity } from "./wire/identity.ts";
import type { RealTime } from "./wire/real-time.ts";

const application = z.object({
  id: z.string().min(1),
  bot: z
    .object({ id: z.string().min(1), username: z.string().optional() })
    .optional()
    .catch(undefined),
  verify_key: z.string().optional().catch(undefined),
  approximate_guild_count: z.int().optional().catch(undefined),
  interactions_endpoint_url: z.string().nullish().catch(undefined),
});

type Application = z.output<typeof application>;

export interface OverHttpParts {
  readonly endpoint: Endpoint;
  /** By which requests are known to be Discord's: 64 hex digits. */
  readonly publicKey: string;
  /** Asks for `/applications/@me`, until `signal` breaks it off. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  readonly take: Take;
  readonly identity: Identity;
  readonly log: Log;
  readonly time: RealTime;
}

/**
 * Takes interactions at an endpoint, in the gateway's place, and learns from Discord who the bot is. The endpoint itself is
 * for others to close.
 */
export function openOverHttp({ ask, endpoint, identity, log, publicKey, take, time }: OverHttpParts): Gateway {
  const closing = new AbortController();
  const ready = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<Error>();
  const asker = createAsker((signal) => ask(signal).then(readApplication), log, time, closing.signal);
  endpoint.attend(take);
  const over = introduce().catch((error) => {
    if (!closing.signal.aborted) lost.resolve(error);
  });
  return {
    ready: ready.promise,
    lost: lost.promise,
    connected: () => !closing.signal.aborted,
    problems: asker.unanswered,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await over;
    },
  };

  async function introduce(): Promise<void> {
    const { approximate_guild_count: servers, bot, id, interactions_endpoint_url, verify_key } = await asker.ask(true);
    identity.learn({ user: bot, application: { id } });
    const { address } = endpoint;
    log.info({ bot: bot?.username, servers, invite: inviteLink(id), address }, "taking commands over HTTP");
    if (interactions_endpoint_url === null) log.warn(NO_ADDRESS);
    if (verify_key !== undefined && verify_key.toLowerCase() !== publicKey.toLowerCase()) log.warn(OTHER_KEY);
    ready.resolve();
  }
}

const PORTAL = "https://discord.com/developers/applications → General Information";

const NO_ADDRESS = `Discord sends no commands yet: set Interactions Endpoint URL, at ${PORTAL}, to where INTERACTIONS_PORT is reached over https`;

const OTHER_KEY = `DISCORD_PUBLIC_KEY is not this application's, so its commands will be refused; copy the one at ${PORTAL}`;

function readApplication(answer: unknown): Application {
  const { data, success } = application.safeParse(answer);
  if (!success) throw new StrangerError();
  return data;
}
