import { describe, expect, test } from "vitest";
import { toSent } from "../../src/bot/refusal.ts";
import { textOf } from "./bot.ts";
import { minutes, startOrdered } from "./ordered.ts";

const MESSAGES = { method: "POST", path: "/channels/:id/messages" } as const;
const failure = (status: number | undefined, code: number | string | undefined) => ({ status, code, message: "no" });

describe("Discord's final word on a post", () => {
  test.each([
    ["a form that does not fit", 400, 50035],
    ["a message that automatic moderation blocks", 400, 200000],
    ["a link that is called harmful", 400, 240000],
  ])("is final: %s", (_, status, code) => {
    expect(toSent(failure(status, code))).toMatchObject({ outcome: "refused", lasting: false });
  });

  test.each([
    ["Unknown Channel", 404, 10003],
    ["Missing Access", 403, 50001],
    ["Missing Permissions", 403, 50013],
    ["a locked thread", 400, 160005],
  ])("may last: %s", (_, status, code) => {
    expect(toSent(failure(status, code))).toMatchObject({ outcome: "refused", lasting: true });
  });

  test.each([
    ["a block at Cloudflare", 403, 40333],
    ["a general 404", 404, 0],
    ["a general 400", 400, 0],
    ["a general 403", 403, 0],
    ["an overload", 403, 130000],
    ["an overload with another status", 400, 130000],
    ["a proxy's page", 403, undefined],
    ["a proxy that wants a password", 401, undefined],
    ["Missing Access behind a 401", 401, 50001],
    ["a limit with a code", 429, 20028],
    ["slow mode", 400, 20016],
    ["a thread limit", 400, 160006],
    ["a code that nobody knows", 400, 999_999],
    ["an error of a proxy in JSON, with words as its code", 403, "forbidden"],
    ["a connection that was refused", undefined, "ECONNREFUSED"],
  ])("is not in %s: the post is not sent yet", (_, status, code) => {
    expect(toSent(failure(status, code)).outcome).toBe("unsent");
  });

  test.each([
    ["a fault of Discord's", 500, 0],
    ["a timeout on the way", 408, undefined],
    ["a connection that was cut", undefined, "ECONNRESET"],
    ["one that the other side closed", undefined, "UND_ERR_SOCKET"],
    ["a redirect, as of a portal", 302, undefined],
  ])("is not in %s: the message may stand", (_, status, code) => {
    expect(toSent(failure(status, code)).outcome).toBe("unsure");
  });
});

describe("what is no decision does not end the day", () => {
  test.each([
    ["a block at Cloudflare", 403, 40333],
    ["a general 404", 404, 0],
    ["an overload", 403, 130000],
    ["Missing Access, at random after an outage", 403, 50001],
    ["Unknown Channel, of a Discord that is still waking", 404, 10003],
  ])("%s for half an hour: it is posted once that is over", async (_, status, code) => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "status", status, code }, { ...MESSAGES, times: Number.POSITIVE_INFINITY });
    await it.beatAt(...minutes(0, 30));
    const meanwhile = await it.history();
    it.discord.calm();

    await it.beatAt(...minutes(31, 65));

    expect(meanwhile).toContain("being posted");
    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("Missing Access while the post is looked for, after an answer that was lost: it is found once that is over", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "lost" }, { ...MESSAGES, times: 1 });
    it.discord.trouble({ kind: "status", status: 403, code: 50001 }, { method: "GET", times: 3 });

    await it.beatAt(...minutes(0, 20));

    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });
});

test("what lasts through the grace is on record with the mend, and counts at once the next day", async () => {
  await using it = await startOrdered();
  it.discord.world.setBotPermissions(it.channel, 0n);
  let asked = 0;
  it.discord.wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.method === "POST" && entry.path.endsWith("/messages")) asked += 1;
  });

  await it.beatAt(...minutes(0, 365));
  const [first, history] = [asked, await it.history()];
  await it.beatAt(1440);

  expect(history).toMatch(/failed: I cannot see the channel; allow View Channel/);
  expect(first).toBeGreaterThan(5);
  expect(first).toBeLessThan(25);
  expect(asked - first).toBe(1);
});

test("many channels that are refused alike: the round waits, says so once, and all are posted when that is over", async () => {
  await using it = await startOrdered();
  const others = Array.from({ length: 3 }, () => it.discord.world.addServer({ owner: it.moderator.person })).flatMap(
    (server) => Array.from({ length: 9 }, () => it.discord.world.addChannel(server)),
  );
  for (const channel of others) {
    const by = { person: it.moderator.person, channel };
    await it.discord.command(by, "daily add", { channel: channel.id, time: "09:00", timezone: "UTC" });
  }
  it.discord.trouble({ kind: "status", status: 403, code: 40333 }, { ...MESSAGES, times: Number.POSITIVE_INFINITY });
  await it.beatAt(...minutes(0, 20));
  const refused = it.met();
  it.discord.calm();

  await it.beatAt(...minutes(21, 75));

  const posted = [it.channel, ...others].map((channel) => it.discord.world.messages(channel).length);
  expect(posted).toEqual(Array.from({ length: 28 }, () => 1));
  // Each would have been asked again 5 times in that time.
  expect(refused).toBeLessThan(28 * 3);
  const words = it.bot.log
    .map(({ msg }) => msg)
    .filter((msg) => msg.startsWith("many channels") || msg.startsWith("posts are"));
  expect(words).toEqual([
    "many channels are refused alike, which is not theirs to mend; posting waits",
    "posts are taken again",
  ]);
  expect(textOf(it.discord.world.messages(it.channel)[0])).toContain("crossover history");
});
