import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { listen, PATIENCE } from "./listen.ts";
import type { Log } from "./log.ts";

/** Pages are asked for by machines near by: whoever is slower, or sends more, is cut off. */
const LIMITS = { ...PATIENCE, maxHeaderSize: 4096 } as const;

/** What the pages ask. */
export interface Health {
  /** Why the bot cannot do its work, a line each; empty when it can. Answers soon, whatever hangs. */
  problems(): Promise<readonly string[]>;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
}

interface Page {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The pages while they are served. Dispose to stop. */
export interface HealthServer extends AsyncDisposable {
  readonly port: number;
}

/**
 * Serves `/healthz` (the process runs), `/readyz` (it can do its work; else 503 and why not) and `/metrics`.
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
    return await pageAt(request.url?.split("?")[0], health);
  } catch (error) {
    log.error({ err: error }, "a page of health or metrics failed");
    return { status: 500, body: "failed; the log says why\n" };
  }
}

async function pageAt(path: string | undefined, health: Health): Promise<Page> {
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
      return { status: 404, body: "there are /healthz, /readyz and /metrics\n" };
  }
}

/** The connection is closed after each answer: what a request carries besides its head is never read. */
function send({ method }: IncomingMessage, response: ServerResponse, { body, headers, status }: Page): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close",
    ...headers,
  });
  response.end(method === "HEAD" ? undefined : body);
}
