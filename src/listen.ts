import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { ConfigError } from "./errors.ts";

/** Connections that may be open at once. */
const MAX_CONNECTIONS = 1000;

/** Of them, those that have asked for nothing. One more, and the oldest is closed. */
const MAX_SILENT = 100;

/** Milliseconds, after which whoever is slower is cut off. */
export const PATIENCE = {
  headersTimeout: 5000,
  requestTimeout: 5000,
  connectionsCheckingInterval: 1000,
} as const;

/**
 * Listens, with room for whoever asks in earnest.
 *
 * @param variable the one that the port was set by
 * @throws {ConfigError} when the port or the address cannot be had
 */
export async function listen(server: Server, at: { host: string; port: number }, variable: string): Promise<void> {
  server.maxConnections = MAX_CONNECTIONS;
  keepRoom(server);
  server.listen(at.port, at.host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(refusal(error, at, variable), { cause: error });
  });
}

/** To refuse the newest instead would let those that are half open shut out whoever asks in earnest. */
function keepRoom(server: Server): void {
  const silent = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
    if (silent.size <= MAX_SILENT) return;
    const [oldest] = silent;
    oldest?.destroy();
  });
  server.on("request", ({ socket }: IncomingMessage) => silent.delete(socket));
}

function refusal(
  { code, message }: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
  variable: string,
): string {
  switch (code) {
    case "EADDRINUSE":
      return `${variable} ${port} is taken by another program; choose another`;
    case "EACCES":
      return `${variable} ${port} may not be used by this user; choose one above 1023`;
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "ENOTFOUND":
      return `HTTP_HOST ${host} is not an address of this machine; leave it empty for 127.0.0.1`;
    default:
      return `${variable} ${port} cannot be served: ${message}`;
  }
}
