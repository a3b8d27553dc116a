import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { finished } from "node:stream/promises";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { InteractionResponseType, InteractionType } from "discord-api-types/v10";
import { type Context, Hono } from "hono";
import { listen, PATIENCE } from "../../listen.ts";
import type { Log } from "../../log.ts";
import type { RealTime } from "./real-time.ts";
import { createSeldom } from "./seldom.ts";
import { createVerifier, readStamp } from "./signature.ts";

/** Where interactions may be brought; the second is what most guides write. */
const PATHS = ["/", "/interactions"] as const;

/** Bytes of one body, and of all together whose signatures are not known yet. */
const LARGEST = 1_048_576;
const MOST_HELD = 32 * LARGEST;

/** How old a request may be, or how far ahead of its time. */
const OFF = Temporal.Duration.from({ minutes: 5 });

/** Milliseconds for which the answer is kept for whoever brings the same again: longer than Discord waits for it. */
const KEPT = 5000;

/** Milliseconds that requests under way may take once it is closed. */
const LAST_REQUESTS = 3000;

/** Milliseconds. Longer than balancers keep a connection that they may still use. */
const KEEP_ALIVE = 75_000;

/** Milliseconds from one line in the log on refused requests to the next. */
const TOLD_AGAIN = 600_000;

/**
 * Gives the first answer in the answer to Discord's request; without a body, word that it comes by a request of the bot's
 * own, as one with files must.
 *
 * @returns whether that could still be done
 */
export type Respond = (body?: object) => Promise<boolean>;

/** Handles what was brought; resolves when all is done. @throws {Error} at once for what nobody could answer */
export type Take = (sent: unknown, respond: Respond) => Promise<void>;

/** Where Discord brings interactions over HTTP. Dispose to close it; requests under way are answered first. */
export interface Endpoint extends AsyncDisposable {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string;
  /** From now on it takes interactions; until then it says that it is not ready. */
  attend(take: Take): void;
}

export interface EndpointParts {
  readonly at: { readonly host: string; readonly port: number };
  /** 64 hex digits. */
  readonly publicKey: string;
  /** Whether a moment is now, give or take so much. */
  readonly near: (moment: Temporal.Instant, within: Temporal.Duration) => boolean;
  readonly log: Log;
  readonly time: RealTime;
}

type Refusal = readonly [status: number, reason: string];

/** One interaction, and all requests that brought it. */
interface Brought {
  /** `undefined` where there was none. */
  readonly answer: Promise<{ readonly body: object | undefined } | undefined>;
  readonly requests: Set<ServerResponse>;
}

/**
 * Takes interactions that Discord has signed.
 *
 * One that is brought twice is handled once, and both get the same answer.
 *
 * @throws {ConfigError} when the port or the address cannot be had
 */
export async function openEndpoint({ at, log, near, publicKey, time }: EndpointParts): Promise<Endpoint> {
  const isSigned = createVerifier(publicKey);
  const tellForged = createSeldom(time, TOLD_AGAIN);
  const tellOff = createSeldom(time, TOLD_AGAIN);
  const closing = new AbortController();
  const known = new Map<string, Brought>();
  let take: Take | undefined;
  let held = 0;

  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const path of PATHS) {
    app.post(path, receive);
    app.all(path, () => refuse(405, "POST only", { allow: "POST" }));
  }
  app.notFound(() => refuse(404, `interactions are taken at ${PATHS.join(" and ")}`));
  app.onError((error) => {
    log.error({ err: error }, "a request to the endpoint for interactions failed");
    return refuse(500, "failed; the log says why");
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { ...PATIENCE, keepAliveTimeout: KEEP_ALIVE },
    overrideGlobalObjects: false,
  }) as Server;
  // Only who has shown to be Discord may keep a connection: see toJson.
  server.prependListener("request", (_, outgoing) => outgoing.setHeader("connection", "close"));
  await listen(server, at, "INTERACTIONS_PORT");
  // Too many open files, for one; unheard, it would end the process.
  server.on("error", (error) => log.warn({ err: error }, "a connection for interactions failed"));
  const { address, family, port } = server.address() as AddressInfo;
  return {
    address: `http://${family === "IPv6" ? `[${address}]` : address}:${port}`,
    attend(given) {
      take = given;
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      const closed = once(server, "close");
      server.close();
      const ended = new AbortController();
      const limit = time.sleep(LAST_REQUESTS, ended.signal).catch(() => undefined);
      await Promise.race([closed, limit]);
      ended.abort();
      server.closeAllConnections();
    },
  };

  async function receive({ env: { incoming, outgoing } }: Context<{ Bindings: HttpBindings }>): Promise<Response> {
    if (take === undefined || closing.signal.aborted) return refuse(503, "not ready");
    if (Number(incoming.headers["content-length"] ?? 0) > LARGEST) return refuse(413, "too large");
    const stamp = readStamp(incoming.headers);
    if (stamp === undefined) return refuse(401, "not signed");
    const body = await read(incoming);
    if (!Buffer.isBuffer(body)) return refuse(...body);
    if (!isSigned(body, stamp)) {
      // Discord itself does so now and then, to see that it is refused.
      if (tellForged()) log.info("a request was refused whose signature is not by DISCORD_PUBLIC_KEY");
      return refuse(401, "wrong signature");
    }
    if (!near(stamp.at, OFF)) {
      if (tellOff())
        log.warn({ sent: stamp.at }, "an interaction was refused as too old; is this machine's clock right?");
      return refuse(401, "too old");
    }
    return answerTo(body, outgoing);
  }

  async function answerTo(body: Buffer, outgoing: ServerResponse): Promise<Response> {
    const sent = readJson(body);
    if (sent?.type === InteractionType.Ping) return toJson({ type: InteractionResponseType.Pong });
    const again = sent && known.get(String(sent.id));
    again?.requests.add(outgoing);
    const brought = again ?? begin(sent, outgoing);
    if (brought === undefined) return refuse(400, "no interaction");
    const answer = await brought.answer;
    if (answer === undefined) return refuse(500, "no answer");
    return answer.body === undefined ? new Response(null, { status: 202 }) : toJson(answer.body);
  }

  function begin(sent: { readonly id?: unknown } | undefined, outgoing: ServerResponse): Brought | undefined {
    const { promise: answer, resolve } = Promise.withResolvers<Awaited<Brought["answer"]>>();
    const requests = new Set([outgoing]);
    const respond: Respond = async (body) => {
      const waiting = [...requests];
      requests.clear();
      resolve({ body });
      return Promise.any(waiting.map((it) => finished(it))).then(
        () => true,
        () => false,
      );
    };
    try {
      const id = String(sent?.id);
      const handled = take?.(sent, respond);
      known.set(id, { answer, requests });
      void handled?.catch(tellFailed).then(() => {
        resolve(undefined);
        const forget = () => known.delete(id);
        void time.sleep(KEPT, closing.signal).then(forget, forget);
      });
      return { answer, requests };
    } catch (error) {
      log.error({ err: error }, "an interaction could not be read");
      return undefined;
    }
  }

  /** Unheard, it would end the process. */
  function tellFailed(error: unknown): void {
    log.error({ err: error }, "an interaction failed");
  }

  /** The body, or why there is none. */
  async function read(incoming: IncomingMessage): Promise<Buffer | Refusal> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
        chunks.push(chunk);
        size += chunk.length;
        held += chunk.length;
        if (size > LARGEST) return [413, "too large"];
        if (held > MOST_HELD) return [503, "too many at once"];
      }
      return Buffer.concat(chunks);
    } catch {
      return [400, "cut off"];
    } finally {
      held -= size;
    }
  }

  function toJson(body: object): Response {
    return Response.json(body, { headers: { connection: closing.signal.aborted ? "close" : "keep-alive" } });
  }
}

function refuse(status: number, reason: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${reason}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  });
}

function readJson(body: Buffer): { readonly id?: unknown; readonly type?: unknown } | undefined {
  try {
    const read: unknown = JSON.parse(body.toString());
    return typeof read === "object" && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}
