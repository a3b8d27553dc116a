import { once } from "node:events";
import { createServer } from "node:http";
import { ConfigError } from "./errors.ts";

/** What the pages ask. */
export interface Health {
  /** Resolves when the bot can do its work; rejects with the reason. */
  ready(): Promise<void>;
  metrics(): Promise<string>;
}

/**
 * Serves `/healthz` (the process runs), `/readyz` (it can do its work) and `/metrics`.
 *
 * @throws {ConfigError} when the port is taken or not allowed
 */
export async function serveHealth(
  { host, port }: { host: string; port: number },
  health: Health,
): Promise<AsyncDisposable> {
  const pages: Readonly<Record<string, () => Promise<string>>> = {
    "/healthz": async () => "alive\n",
    "/readyz": async () => {
      await health.ready();
      return "ready\n";
    },
    "/metrics": () => health.metrics(),
  };
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0] ?? "/";
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    response.setHeader("content-type", "text/plain; charset=utf-8");
    if (page === undefined) return void response.writeHead(404).end("there are /healthz, /readyz and /metrics\n");
    page().then(
      (body) => response.end(body),
      (error: Error) => response.writeHead(503).end(`${error.message}\n`),
    );
  });

  server.listen(port, host);
  await once(server, "listening").catch((error: Error) => {
    throw new ConfigError(`HTTP_PORT cannot be served: ${error.message}`, { cause: error });
  });
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
