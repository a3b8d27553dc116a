import { Routes } from "discord-api-types/v10";
import type { Log } from "../log.ts";
import type { Command } from "./command.ts";
import type { SendAnswer } from "./conversation.ts";
import type { Dispatch } from "./dispatch.ts";
import { readInteraction } from "./interaction-payload.ts";
import { type AnswerParts, handleInteraction } from "./interactions.ts";
import { inviteLink } from "./invite.ts";
import { openOverHttp } from "./over-http.ts";
import { keepRegistering } from "./registration.ts";
import type { Rest } from "./rest.ts";
import type { Endpoint, Respond } from "./wire/endpoint.ts";
import { type Gateway, type GatewayPace, type GatewayParts, openGateway } from "./wire/gateway.ts";
import type { Identity } from "./wire/identity.ts";
import type { LineWatch } from "./wire/line-watch.ts";
import { type RealTime, realTime } from "./wire/real-time.ts";

/** Milliseconds that answers under way may take once the connection is closed. */
const LAST_ANSWERS = 3000;

/** Handles an interaction; resolves when all is done. @throws {Error} at once for what nobody could answer */
type Take = (sent: unknown, respond?: Respond) => Promise<void>;

/** By what the gateway and the registration are kept up. Tests have less patience. */
export interface LinePace {
  readonly time: RealTime;
  readonly gateway: GatewayPace;
}

export interface ConnectionParts extends Pick<GatewayParts, "defaults" | "openShard" | "shards" | "token"> {
  /** It repeats no request by itself: here that is done, ever more seldom. */
  readonly rest: Rest;
  readonly send: SendAnswer;
  readonly identity: Identity;
  readonly log: Log;
  readonly watch: LineWatch;
  readonly pace: LinePace;
  /** Where Discord brings interactions over HTTP; then there is no gateway. It is closed with the connection. */
  readonly overHttp: { readonly endpoint: Endpoint; readonly publicKey: string } | undefined;
}

/**
 * What people reach the bot by: the gateway, or an endpoint in its place, and the commands as Discord knows them. Neither
 * holds up the other.
 */
export interface Connection extends AsyncDisposable {
  /** Connects and registers the commands, if Discord has others. Waits for a Discord that cannot be reached. */
  open(commands: readonly Command[], dispatch: Dispatch): void;
  /** Resolves when it is connected and Discord has the commands. */
  readonly ready: Promise<void>;
  /** Resolves, with the reason, when Discord has closed it for good, or refuses the token or the shards. */
  readonly lost: Promise<Error>;
  connected(): boolean;
  /** Why it is not connected, or the commands are not registered, a line each. */
  problems(): readonly string[];
}

export function createConnection(parts: ConnectionParts): Connection {
  const { identity, log, overHttp, pace, rest, send, watch } = parts;
  const closing = new AbortController();
  const answers = createAnswers();
  const registered = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<Error>();
  /** The gateway, or what stands in its place. */
  let way: Gateway | undefined;
  let introduced = false;
  let unregistered: string | undefined = "Discord has not been asked yet";
  return {
    ready: ready.promise,
    lost: lost.promise,
    open(commands, dispatch) {
      identity.onKnown((applicationId) => void register(applicationId, commands).catch(() => undefined));
      const { applicationId } = identity;
      const take: Take = (sent, respond) =>
        answers.begin(sent, { dispatch, log, watch, send, respond, time: realTime, applicationId });
      way = overHttp === undefined ? overGateway(take) : instead(overHttp, take);
      void way.lost.then(lost.resolve);
      void Promise.all([way.ready, registered.promise]).then(() => ready.resolve());
    },
    connected: () => way?.connected() ?? false,
    problems: () => [
      ...(way?.problems() ?? []),
      ...(unregistered === undefined ? [] : [`the commands are not registered: ${unregistered}`]),
    ],
    async [Symbol.asyncDispose]() {
      closing.abort();
      const endpoint = overHttp?.endpoint;
      await Promise.all([way?.[Symbol.asyncDispose](), endpoint?.[Symbol.asyncDispose](), answers.ended(LAST_ANSWERS)]);
    },
  };

  function overGateway(take: Take): Gateway {
    return openGateway({
      ...{ ...parts, time: pace.time, pace: pace.gateway },
      ask: (signal) => rest.get(Routes.gatewayBot(), { signal }),
      onSession: meet,
      onInteraction: (sent) => void take(sent),
    });
  }

  function instead(given: NonNullable<typeof overHttp>, take: Take): Gateway {
    const ask = (signal: AbortSignal) => rest.get(Routes.currentApplication(), { signal });
    return openOverHttp({ ...given, ask, take, identity, log, time: pace.time });
  }

  /** What READY brings comes after word that the shard is connected. */
  function meet(session: unknown): void {
    identity.learn(session);
    if (introduced || !way?.connected()) return;
    introduced = true;
    const { applicationId, bot, servers } = identity.introduction();
    log.info({ bot, servers, invite: applicationId && inviteLink(applicationId) }, "connected");
  }

  async function register(applicationId: string, commands: readonly Command[]): Promise<void> {
    const onRefused = (reason: string) => {
      unregistered = reason;
    };
    await keepRegistering(applicationId, { rest, commands, log, time: pace.time, signal: closing.signal, onRefused });
    unregistered = undefined;
    registered.resolve();
  }
}

/** Answers that are under way. */
function createAnswers() {
  const parting = new AbortController();
  const underWay = new Set<Promise<void>>();
  return {
    /** Resolves when it has ended. @throws {Error} at once for what nobody could answer */
    begin(sent: unknown, parts: Omit<AnswerParts, "signal">): Promise<void> {
      const read = readInteraction(sent);
      if (read === undefined) throw new Error("an interaction says not who it is, or by what it is answered");
      const handled = handleInteraction(read, { ...parts, signal: parting.signal }).finally(() =>
        underWay.delete(handled),
      );
      underWay.add(handled);
      return handled;
    },
    /** Resolves when all have ended; after so many milliseconds they are broken off. */
    async ended(limit: number): Promise<void> {
      const timer = setTimeout(() => parting.abort(), limit);
      await Promise.allSettled(underWay);
      clearTimeout(timer);
    },
  };
}
