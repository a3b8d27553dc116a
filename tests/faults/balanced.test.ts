import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf } from "../bot/bot.ts";
import { freePort, startPostgres } from "../store/databases.ts";

/** A balancer as most are: each request to the next target, and to another where one does not take it. */
async function startBalancer(ports: readonly number[]) {
  const served = new Map<number, number>();
  let turns = 0;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    const { "x-signature-ed25519": signature, "x-signature-timestamp": at } = request.headers;
    const headers = { "x-signature-ed25519": String(signature), "x-signature-timestamp": String(at) };
    const turn = turns++;
    for (const [tries] of ports.entries()) {
      const port = ports[(turn + tries) % ports.length]!;
      const answer = await fetch(`http://127.0.0.1:${port}/interactions`, { method: "POST", headers, body }).catch(
        () => undefined,
      );
      if (answer === undefined || answer.status === 503) continue;
      served.set(port, (served.get(port) ?? 0) + 1);
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
      response.end(await answer.text());
      return;
    }
    response.writeHead(502).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/interactions`,
    served,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("of two processes behind a balancer both answer, one posts, and one that stops is not missed", async () => {
  await using database = await startPostgres();
  const ports = [await freePort(), await freePort()] as const;
  await using balancer = await startBalancer(ports);
  await using it = await startTown(clockAt("2026-09-27T07:00:00Z"), { interactionsUrl: balancer.url });
  const start = (port: number) => startBot(it, { INTERACTIONS_PORT: String(port), DATABASE_URL: database.url });
  const first = await start(ports[0]);
  await using second = await start(ports[1]);
  const posts = () =>
    it.discord.world.messages(it.channel).filter((each) => textOf(each).includes("This day in crossover history"));
  const list = async () => textOf((await it.discord.command(it.moderator, "daily list")).message);
  const order = { channel: it.channel.id, time: "9am", timezone: "UTC" };

  await it.discord.checkEndpoint();
  await it.discord.command(it.moderator, "daily add", order);
  const lists = [await list(), await list(), await list(), await list()];
  it.clock.set("2026-09-27T09:00:00Z");
  await Promise.all([first.beat(), second.beat()]);

  expect(new Set(lists)).toHaveLength(1);
  expect(lists[0]).toContain("09:00");
  expect([...balancer.served.keys()].sort()).toEqual([...ports].sort());
  expect(posts()).toHaveLength(1);

  const asked = Array.from({ length: 20 }, () => list());
  await first[Symbol.asyncDispose]();
  const after = await Promise.all([...asked, list(), list()]);
  it.clock.set("2026-09-28T09:00:00Z");
  await expect.poll(() => second.beat().then(posts), { timeout: 15_000 }).toHaveLength(2);

  expect(after.filter((each) => each.includes("09:00"))).toHaveLength(22);
});
