import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Where the bot serves pages of its own, for it and for whoever reads: off until it is turned on. */
export interface PublicAddress {
  /** Absent while it is off. */
  readonly url: string | undefined;
  /** What the bot's configuration has for it. */
  readonly env: Readonly<Record<string, string>>;
  /** The bot learns of it when it starts. The port is any that is free, and then stays the same. */
  turn(on: boolean): Promise<void>;
}

export function createPublicAddress(): PublicAddress {
  let port: string | undefined;
  let on = false;
  const url = () => (on ? `http://127.0.0.1:${port}` : undefined);
  return {
    get url() {
      return url();
    },
    get env(): Record<string, string> {
      return on ? { HTTP_PORT: port!, PUBLIC_URL: url()! } : {};
    },
    async turn(next) {
      if (next) port ??= String(await findFreePort());
      on = next;
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
