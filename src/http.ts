import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { CardPage } from "./card/pictures.ts";
import { FEEDS, type FeedPage, type Feeds } from "./feeds/feeds.ts";
import { listen, PATIENCE } from "./listen.ts";
import type { Log } from "./log.ts";

/** Pages are asked for by machines near by: whoever is slower, or sends more, is cut off. */
const LIMITS = { ...PATIENCE, maxHeaderSize: 8192 } as const;

/** `/cards/<fact's id, or a chain's name>/<hash>.png`, also below what a proxy puts before it. */
const CARD_PATH = /\/cards\/([\w.-]{1,64})\/([\w-]{1,64})\.png$/;

/** `/calendar.ics` and the like, also below what a proxy puts before it. */
const FEED_PATH = /\/([\w.]{1,20})$/;

/** Seconds: what stands under a hash stays what it is. */
const FOREVER = 365 * 24 * 60 * 60;

/** What the pages ask. */
export interface Health {
  /** Why the bot cannot do its work, a line each; empty when it can. Answers soon, whatever hangs. */
  problems(): Promise<readonly string[]>;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
  /** The card of a fact or a chain; without it there are none. */
  card?(name: string, hash: string): Promise<CardPage>;
  /** The content for other programs; without them there is none. */
  readonly feeds?: Feeds;
}

interface Page {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The pages while they are served. Dispose to stop. */
export interface HealthServer extends AsyncDisposable {
  readonly port: number;
}

/**
 * Serves `/healthz` (the process runs), `/readyz` (it can do its work; else 503 and why not), `/metrics`, and the
 * cards of facts and chains, and the content for other programs.
 *
 * @throws {ConfigError} when the port or the address cannot be had
 */
export async function serveHealth(at: { host: string; port: number }, health: Health, log: Log): Promise<HealthServer> {
  const server = createServer(LIMITS, (request, response) => {
    void pageFor(request, health, log).then((page) => send(request, response, page));
  });
  await listen(server, at, "HTTP_PORT");
  // Too many open files, for one; unheard, it would end the process.
  server.on("error", (error) => log.warn({ err: error }, "a connection for health or metrics failed"));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function pageFor(request: IncomingMessage, health: Health, log: Log): Promise<Page> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return { status: 405, body: "GET and HEAD only\n", headers: { allow: "GET, HEAD" } };
  try {
    const [path = "", query] = request.url?.split("?") ?? [];
    const known = request.headers["if-none-match"];
    const [, name, hash] = CARD_PATH.exec(path) ?? [];
    if (name !== undefined && hash !== undefined && health.card !== undefined)
      return cardPage(await health.card(name, hash), hash, known);
    const feed = FEEDS.find((it) => it === FEED_PATH.exec(path)?.[1]);
    if (feed !== undefined && health.feeds !== undefined)
      return feedPage(await health.feeds.page(feed, new URLSearchParams(query)), known);
    return await pageAt(path, health);
  } catch (error) {
    log.error({ err: error }, "a page failed");
    return { status: 500, body: "failed; the log says why\n" };
  }
}

function cardPage(card: CardPage, hash: string, known: string | undefined): Page {
  switch (card.kind) {
    case "card": {
      const headers = { etag: `"${hash}"`, "cache-control": `public, max-age=${FOREVER}, immutable` };
      if (knows(known, hash)) return { status: 304, body: "", headers };
      return { status: 200, body: card.png, headers: { ...headers, "content-type": "image/png" } };
    }
    case "moved":
      // From here on, for a proxy may have put something before the path.
      return { status: 302, body: "the card is another now\n", headers: { location: `${card.hash}.png` } };
    case "unknown":
      return { status: 404, body: "there is no such card\n" };
    case "failed":
      return { status: 503, body: "the card cannot be drawn now\n", headers: { "retry-after": "60" } };
  }
}

function feedPage(page: FeedPage, known: string | undefined): Page {
  if (page.kind !== "feed") return { status: page.kind === "unknown" ? 404 : 400, body: `${page.why}\n` };
  const headers = { etag: `"${page.etag}"`, "cache-control": `public, max-age=${page.fresh}` };
  if (knows(known, page.etag)) return { status: 304, body: "", headers };
  return { status: 200, body: page.body, headers: { ...headers, "content-type": page.type } };
}

/** Whether `If-None-Match` names that version. */
function knows(known: string | undefined, hash: string): boolean {
  return known === "*" || (known ?? "").split(",").some((it) => it.trim().replace(/^W\//, "") === `"${hash}"`);
}

async function pageAt(path: string, health: Health): Promise<Page> {
  switch (path) {
    case "/healthz":
      return { status: 200, body: "alive\n" };
    case "/readyz": {
      const problems = await health.problems();
      if (problems.length === 0) return { status: 200, body: "ready\n" };
      return { status: 503, body: problems.map((it) => `${it}\n`).join("") };
    }
    case "/metrics":
      return {
        status: 200,
        body: await health.metrics(),
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
      };
    default:
      return {
        status: 404,
        body: `there are /healthz, /readyz, /metrics, /cards/, ${FEEDS.map((it) => `/${it}`).join(", ")}\n`,
      };
  }
}

/** The connection is closed after each answer: what a request carries besides its head is never read. */
function send({ method }: IncomingMessage, response: ServerResponse, { body, headers, status }: Page): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    // Of an answer without a body it would be the length of what is kept.
    ...(status !== 304 && { "content-length": Buffer.byteLength(body) }),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close",
    ...headers,
  });
  response.end(method === "HEAD" ? undefined : body);
}
