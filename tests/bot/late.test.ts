import { describe, expect, test } from "vitest";
import { minutes, startOrdered } from "./ordered.ts";

const MESSAGES = { method: "POST", path: "/channels/:id/messages", times: 1 } as const;
const THREADS = { method: "POST", path: "/channels/:id/threads", times: 1 } as const;

describe("a post that Discord carries out late, after its connection was cut, stands once", () => {
  test.each([
    ["a second", { seconds: 1 }],
    ["59 seconds", { seconds: 59 }],
    ["61 seconds", { seconds: 61 }],
    ["150 seconds", { seconds: 150 }],
    ["179 seconds", { seconds: 179 }],
  ])("in a text channel, after %s", async (_, after) => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "late", after }, MESSAGES);

    await it.beatAt(...minutes(0, 20));

    expect(it.met()).toBe(1);
    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test.each([
    ["a second", { seconds: 1 }],
    ["150 seconds", { seconds: 150 }],
    ["nine minutes", { minutes: 9 }],
  ])("in a forum, which knows no nonce, after %s", async (_, after) => {
    await using it = await startOrdered("forum");
    it.discord.trouble({ kind: "late", after }, THREADS);

    await it.beatAt(...minutes(0, 30));

    expect(it.met()).toBe(1);
    expect(it.threads()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });

  test("though the bot was killed meanwhile and beats again only after the lease", async () => {
    await using it = await startOrdered();
    it.discord.trouble({ kind: "late", after: { seconds: 30 } }, MESSAGES);

    await it.beatAt(0, 1);

    expect(it.posts()).toHaveLength(1);
    expect(await it.history()).toContain("[posted]");
  });
});

describe("a post that was cut off and never carried out goes out, once", () => {
  test.each(["text", "announcement", "forum"] as const)("in a channel of kind %s", async (kind) => {
    await using it = await startOrdered(kind);
    it.discord.trouble({ kind: "drop" }, kind === "forum" ? THREADS : MESSAGES);

    await it.beatAt(...minutes(0, 30));

    expect(it.posts().length + it.threads().length).toBe(1);
    expect(await it.history()).toContain("[posted]");
  });
});

test("nothing is sent a second time within the minute in which the first may be under way", async () => {
  await using it = await startOrdered();
  let sent = 0;
  it.discord.wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.method === "POST" && entry.path.endsWith("/messages")) sent += 1;
  });
  it.discord.trouble({ kind: "late", after: { seconds: 20 } }, MESSAGES);

  await it.beatAt(0);

  expect(sent).toBe(1);
});
