import { createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { askInTurn, askSteadily, timesOf } from "../../bench/beside/asking.ts";
import { createDoor } from "../../bench/beside/door.ts";
import { QUESTIONS } from "../../bench/beside/questions.ts";
import { writeTable } from "../../bench/beside/table.ts";
import { settle } from "../../bench/beside/town.ts";
import { COMMANDS } from "../../commands/index.ts";

test("a program that listens for HTTP is sent signed interactions, and its answer is what the person reads", async () => {
  await using town = await settle(1, 1);
  const { discord, people } = town;
  const door = createDoor(discord);
  const x = Buffer.from(discord.publicKey, "hex").toString("base64url");
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } });
  const signed: boolean[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp } = request.headers;
    signed.push(verify(undefined, Buffer.from(`${timestamp}${body}`), key, Buffer.from(String(signature), "hex")));
    response.end(JSON.stringify({ type: 4, data: { content: "pong" } }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  await fetch(`${discord.url}/v10/applications/${discord.applicationId}/commands`, {
    method: "POST",
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "about", description: "Answers with pong" }),
  });

  door.lead((server.address() as AddressInfo).port);
  const { message } = await discord.command(people[0]!, "about");
  server.close();

  expect([message?.content, signed]).toEqual(["pong", [true]]);
  expect(door.took(message?.interaction_metadata?.id)).toBeGreaterThan(0);
});

test("a question without an answer counts as missed, and among the slowest", async () => {
  const ask = async (number: number) => {
    if (number === 7) throw new Error("The application did not respond");
    return number;
  };

  expect(timesOf(await askInTurn(ask, 10))).toEqual({ p50: 5, p99: Number.POSITIVE_INFINITY, missed: 1 });
  expect(timesOf(await askSteadily(ask, 1000, 0.01))).toEqual({ p50: 5, p99: Number.POSITIVE_INFINITY, missed: 1 });
});

test("a table is read as text too", () => {
  expect(writeTable(["of", "p50"], [["Crossfade", "1 ms"]])).toBe(
    ["| of        |  p50 |", "| --------- | ---: |", "| Crossfade | 1 ms |"].join("\n"),
  );
});

test("what is asked of the bot beside others are commands that it has", () => {
  const names = COMMANDS.map(({ name }) => `/${name}`);

  expect(Object.keys(QUESTIONS).filter((it) => !names.includes(it))).toEqual([]);
});
