import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import {
  type APIMediaGalleryComponent,
  PermissionFlagsBits as Bits,
  ComponentType,
  MessageFlags,
} from "discord-api-types/v10";
import { beforeAll, describe, expect, test } from "vitest";
import type { Trouble } from "../../playground/discord/trouble.ts";
import { openPictures } from "../../src/card/open-pictures.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { SHIPPED } from "../shipped.ts";
import { CARDS } from "./bot.ts";
import { startOrdered } from "./ordered.ts";

type Message = ReturnType<Awaited<ReturnType<typeof startOrdered>>["posts"]>[number];

// A machine at its limits may take longer over the first card than a post waits for it.
beforeAll(async () => {
  const facts = SHIPPED;
  const parts = {
    facts,
    look: createLook(facts),
    log: createLog("silent"),
    elapsed: () => 0,
    now: Temporal.Now.instant,
  };
  await using pictures = await openPictures({ cardsDirectory: CARDS, publicUrl: undefined }, parts);
  for (const { id } of facts.on(Temporal.PlainMonthDay.from("09-27"))) {
    const page = await pictures.page(id, "");
    if (page.kind === "moved") await pictures.page(id, page.hash);
  }
}, 60_000);

/** The picture at the top of a post. */
function pictureOf(message: Pick<Message, "components"> | undefined) {
  const [container] = message?.components ?? [];
  const [first] = container?.type === ComponentType.Container ? container.components : [];
  const [item] = first?.type === ComponentType.MediaGallery ? (first as APIMediaGalleryComponent).items : [];
  return item;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

describe("a daily post has the picture of its lead", () => {
  test("at its top, sent with it in one request, and in words", async () => {
    await using it = await startOrdered();
    const requests: string[] = [];
    it.discord.wire.subscribe((entry) => entry.kind === "request" && requests.push(`${entry.method} ${entry.path}`));

    await it.beatAt(0);

    const [post] = it.posts();
    const picture = pictureOf(post);
    expect(picture).toMatchObject({ media: { content_type: "image/png", width: 1200, height: 630 } });
    expect(picture?.description).toMatch(/^\d{4}\. 27 September\. .+ Crossfade\.$/);
    const served = await fetch(picture?.media.url ?? "");
    expect((await served.bytes()).length).toBeLessThanOrEqual(60_000);
    expect(requests.filter((it) => it.startsWith("POST /channels"))).toEqual([
      `POST /channels/${it.channel.id}/messages`,
    ]);
  });

  test("in a forum too", async () => {
    await using it = await startOrdered("forum");

    await it.beatAt(0);

    const [thread] = it.threads();
    expect(pictureOf(thread && it.discord.world.messages(thread)[0])).toMatchObject({ media: { width: 1200 } });
  });

  test("unless the order says otherwise", async () => {
    await using it = await startOrdered("text", {}, { picture: false });

    await it.beatAt(0);

    expect(it.posts()).toHaveLength(1);
    expect(pictureOf(it.posts()[0])).toBeUndefined();
  });

  test.each([
    ["before Discord did its part", false as const],
    ["after it", true as const],
  ])("the same one and once, where Discord's answer was lost %s", async (_, tookEffect) => {
    await using it = await startOrdered();
    const writing = { method: "POST", path: "/channels/:id/messages", times: 1 };
    it.discord.trouble({ kind: "status", status: 502, ...(tookEffect && { tookEffect }) }, writing);

    await it.beatAt(0, 1, 2, 3, 4);

    expect(it.posts()).toHaveLength(1);
    expect(pictureOf(it.posts()[0])).toBeDefined();
  });
});

describe("a picture holds no post back", () => {
  test("in a channel without Attach Files it goes out without, at once", async () => {
    await using it = await startOrdered();
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.AttachFiles });

    await it.beatAt(0);

    expect(it.posts()).toHaveLength(1);
    expect(pictureOf(it.posts()[0])).toBeUndefined();
    expect(await it.history()).toContain("[posted]");
  });

  test("in a forum without Attach Files too", async () => {
    await using it = await startOrdered("forum");
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.AttachFiles });

    await it.beatAt(0);

    expect(it.threads()).toHaveLength(1);
  });

  test.each<[string, Trouble]>([["something on the way takes no files", { kind: "status", status: 413 }]])(
    "where %s",
    async (_, trouble) => {
      await using it = await startOrdered();
      it.discord.trouble(trouble, { method: "POST", path: "/channels/:id/messages", times: 1 });

      await it.beatAt(0);

      expect(it.posts()).toHaveLength(1);
      expect(pictureOf(it.posts()[0])).toBeUndefined();
    },
  );
});

describe("a moderator is told where pictures cannot be sent", () => {
  const MEND =
    "ithout Attach Files my posts have no picture; allow it for my role there, or switch pictures off with /daily edit picture:False.";

  test("by a check", async () => {
    await using it = await startOrdered();
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.AttachFiles });
    const check = async () => JSON.stringify((await it.discord.command(it.moderator, "daily check")).message);

    expect(await check()).toContain(`I can post there, but w${MEND}`);

    await it.discord.command(it.moderator, "daily edit", { channel: it.channel.id, picture: false });
    expect(await check()).not.toContain("Attach Files");
  });

  test("as a post is scheduled", async () => {
    await using it = await startOrdered();
    const other = it.discord.world.addChannel(it.server, { name: "other" });
    it.discord.world.setBotPermissions(other, { deny: Bits.AttachFiles });

    const { message } = await it.discord.command(it.moderator, "daily add", { channel: other.id });

    expect(JSON.stringify(message)).toContain(MEND);
  });
});

test("a change says whether posts have pictures before and after", async () => {
  await using it = await startOrdered();

  const { message } = await it.discord.command(it.moderator, "daily edit", { channel: it.channel.id, picture: false });

  expect(JSON.stringify(message)).toContain("With a picture: yes → **no**");
});

describe("an answer to a command", () => {
  test("has a button that shows the picture to who asks", async () => {
    await using it = await startOrdered();
    const { message } = await it.discord.command(it.member, "today");
    expect(pictureOf(message)).toBeUndefined();

    const shown = await it.discord.press(it.member, message?.id ?? "", "Picture");

    expect(pictureOf(shown.message)).toMatchObject({ media: { content_type: "image/png", width: 1200 } });
    expect(Number(shown.message?.flags) & MessageFlags.Ephemeral).not.toBe(0);
  });

  test("a preview shows what the post will, picture and all", async () => {
    await using it = await startOrdered();

    const { message } = await it.discord.command(it.moderator, "daily preview", { channel: it.channel.id });

    const [, preview] = message?.components ?? [];
    const gallery = preview?.type === ComponentType.Container ? preview.components[0] : undefined;
    await it.beatAt(0);
    expect(gallery).toMatchObject({ items: [{ description: pictureOf(it.posts()[0])?.description }] });
  });
});

describe("where the bot is reached from outside, posts link to their pictures", () => {
  test("which it serves, to be kept for good", async () => {
    const port = await freePort();
    const PUBLIC_URL = `http://127.0.0.1:${port}`;
    await using it = await startOrdered("text", { HTTP_PORT: port, PUBLIC_URL });
    it.discord.world.setBotPermissions(it.channel, { deny: Bits.AttachFiles });

    await it.beatAt(0);

    const [post] = it.posts();
    const { url = "" } = pictureOf(post)?.media ?? {};
    expect(url).toMatch(new RegExp(`^${PUBLIC_URL}/cards/[a-z0-9-]+/[0-9a-f]{32}\\.png$`));
    expect(post?.attachments).toEqual([]);
    const served = await fetch(url);
    expect(served.status).toBe(200);
    expect(served.headers.get("content-type")).toBe("image/png");
    expect(served.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const again = await fetch(url, { headers: { "if-none-match": served.headers.get("etag") ?? "" } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const goneBy = await fetch(url.replace(/\w+\.png$/, "0123456789.png"));
    expect([goneBy.url, goneBy.status]).toEqual([url, 200]);
    expect((await fetch(`${PUBLIC_URL}/cards/nobody-knows/0123.png`)).status).toBe(404);
  });

  test("and so does what commands answer", async () => {
    const port = await freePort();
    await using it = await startOrdered("text", { HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });

    const today = await it.discord.command(it.member, "today");
    const one = await it.discord.command(it.member, "search", { query: "walk-this-way-reaches-no-4" });

    const urls = [today, one].map(({ message }) => pictureOf(message)?.media.url ?? "");
    expect(urls[1]).toContain("/cards/walk-this-way-reaches-no-4/");
    for (const url of urls) expect((await fetch(url)).status).toBe(200);
    expect(JSON.stringify([today, one])).not.toContain('"Picture"');
  });
});
