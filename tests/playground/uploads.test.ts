import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIMediaGalleryComponent, APIMessage, RawFile } from "discord.js";
import { describe, expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { connect } from "./client.ts";
import { settle } from "./town.ts";

/** One white pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
  "base64",
);
const RICH = 1 << 15;

const gallery = (...urls: string[]) => ({ type: 12, items: urls.map((url) => ({ media: { url } })) });
const png = (name: string): RawFile => ({ name, data: PIXEL });

async function open() {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startLocalDiscord());
  const town = settle(discord);
  const { rest } = stack.use(await connect(discord));
  const path = `/channels/${town.channel.id}/messages` as const;
  return {
    discord,
    ...town,
    post: async (body: object, files: RawFile[] = []) => (await rest.post(path, { body, files })) as APIMessage,
    edit: async (id: string, body: object, files: RawFile[] = []) =>
      (await rest.patch(`${path}/${id}`, { body, files })) as APIMessage,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const mediaOf = ({ components = [] }: APIMessage) =>
  (components[0] as unknown as APIMediaGalleryComponent).items.map(({ media }) => media);

test("a picture that comes with a message is served at the address that the message names", async () => {
  await using it = await open();
  const attachments = [{ id: 0, filename: "today's card.png", description: "A card" }];

  const components = [gallery("attachment://today_s_card.png")];
  const message = await it.post({ flags: RICH, attachments, components }, [png("x.png")]);

  const [attachment] = message.attachments;
  expect(attachment).toMatchObject({
    filename: "today_s_card.png",
    description: "A card",
    content_type: "image/png",
    size: PIXEL.length,
    width: 1,
    height: 1,
  });
  expect(mediaOf(message)).toMatchObject([
    { url: attachment!.url, attachment_id: attachment!.id, content_type: "image/png", width: 1, height: 1 },
  ]);
  const served = await fetch(attachment!.url);
  expect(served.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await served.arrayBuffer()).equals(PIXEL)).toBe(true);
  const [request] = it.discord.wire.entries.filter((entry) => entry.kind === "request" && entry.files !== undefined);
  expect(request).toMatchObject({ files: [{ name: "x.png", size: PIXEL.length }] });
});

test("what is no picture is given to be saved, never to be run", async () => {
  await using it = await open();
  const data = "<script>alert(1)</script>";

  const { attachments } = await it.post({ content: "Look" }, [
    { name: "page.html", data },
    { name: "draw.svg", data: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' },
  ]);

  for (const { url, width } of attachments) {
    const { headers } = await fetch(url);
    expect(headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(width).toBe(undefined);
  }
  expect((await fetch(attachments[0]!.url.replace("page", "other"))).status).toBe(404);
});

test("an edit keeps the attachments that it names, and takes new ones", async () => {
  await using it = await open();
  const { attachments, id } = await it.post({ content: "Two" }, [png("one.png"), png("two.png")]);
  const [one] = attachments;

  const both = await it.edit(id, { content: "Both" });
  const kept = await it.edit(id, { attachments: [{ id: one!.id }, { id: "7" }] }, [
    { ...png("three.png"), key: "files[7]" },
  ]);
  const none = await it.edit(id, { attachments: [] });

  expect([both, kept, none].map((it) => it.attachments.map(({ filename }) => filename))).toEqual([
    ["one.png", "two.png"],
    ["one.png", "three.png"],
    [],
  ]);
  expect(kept.attachments[0]).toEqual(one);
});

test("a message with components keeps its pictures through an edit of something else", async () => {
  await using it = await open();
  const file = { type: 13, file: { url: "attachment://a.png" } };
  const first = await it.post({ flags: RICH, components: [gallery("attachment://a.png"), file] }, [png("a.png")]);

  const second = await it.edit(first.id, { allowed_mentions: { parse: [] } });

  expect(mediaOf(second)[0]?.url).toBe(first.attachments[0]!.url);
  expect(second.components?.[1]).toMatchObject({ name: "a.png", size: PIXEL.length });
});

test("an answer to a command brings its pictures, and so does one that was awaited", async () => {
  await using discord = await startLocalDiscord();
  const { by } = settle(discord);
  await using client = await connect(discord);
  await client.application.commands.set([
    { name: "now", description: "At once" },
    { name: "later", description: "Later" },
  ]);
  client.on("interactionCreate", async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const reply = { content: "Here", files: [{ attachment: PIXEL, name: "card.png" }] };
    if (interaction.commandName === "now") return void (await interaction.reply(reply));
    await interaction.deferReply();
    await interaction.editReply(reply);
  });

  const answers = [await discord.command(by, "now"), await discord.command(by, "later")];

  expect(answers.map(({ message }) => message?.attachments.map(({ filename }) => filename))).toEqual([
    ["card.png"],
    ["card.png"],
  ]);
});

test("an embed shows the picture that came with it", async () => {
  await using it = await open();

  const { attachments, embeds } = await it.post(
    { embeds: [{ image: { url: "attachment://a.png" }, footer: { text: "By", icon_url: "attachment://a.png" } }] },
    [png("a.png")],
  );

  const url = attachments[0]!.url;
  expect(embeds).toMatchObject([{ image: { url, width: 1 }, footer: { icon_url: url } }]);
});

test("a post in a forum brings its picture", async () => {
  await using it = await open();
  const forum = it.discord.world.addChannel(it.server, { kind: "forum" });
  await using client = await connect(it.discord);
  const message = { flags: RICH, components: [gallery("attachment://a.png")] };

  const body = { name: "Today", message };
  const thread = (await client.rest.post(`/channels/${forum.id}/threads`, { body, files: [png("a.png")] })) as {
    message: APIMessage;
  };

  expect(mediaOf(thread.message)[0]?.width).toBe(1);
});

test("the same message sent twice with one nonce is one message, and its picture is kept once", async () => {
  await using it = await open();
  const body = { flags: RICH, components: [gallery("attachment://a.png")], nonce: "order-1", enforce_nonce: true };

  const first = await it.post(body, [png("a.png")]);
  const again = await it.post(body, [png("a.png")]);

  expect(again.id).toBe(first.id);
  expect(again.attachments).toEqual(first.attachments);
});

test("a linked picture of this machine is copied, and nothing is asked of any other", async () => {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.setHeader("content-type", url.startsWith("/card.png") ? "image/png" : "text/html").end(PIXEL);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await using _ = { [Symbol.asyncDispose]: async () => void server.close().closeAllConnections() };
  await using it = await open();
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const urls = [`${own}/card.png?v=1`, `${own}/page`, "https://example.com/a.png"];
  const media = mediaOf(await it.post({ flags: RICH, components: [gallery(...urls)] }));

  expect(media.map(({ url }) => url)).toEqual(urls);
  const copies = await Promise.all(media.map(({ proxy_url = "" }) => fetch(proxy_url)));
  expect(copies.map(({ status }) => status)).toEqual([200, 404, 404]);
  expect(Buffer.from(await copies[0]!.arrayBuffer()).equals(PIXEL)).toBe(true);
  expect(asked).toEqual(["/card.png?v=1", "/page"]);
});

describe("Discord refuses", () => {
  test.each([
    [
      "a picture that did not come with the message",
      { flags: RICH, components: [gallery("attachment://b.png")] },
      'components.0.items.0.media.url: There is no attachment "b.png"',
    ],
    ["an attachment that is not there", { attachments: [{ id: 3 }] }, "attachments.0.id: Attachment data not found"],
    [
      "an address of another kind",
      { flags: RICH, components: [gallery("ftp://example.com/a.png")] },
      'components.0.items.0.media.url: Scheme "ftp" is not supported',
    ],
    [
      "a file of the web",
      { flags: RICH, components: [{ type: 13, file: { url: "https://example.com/a.txt" } }] },
      "components.0.file.url: A file component takes attachment:// only",
    ],
    [
      "a gallery of eleven",
      { flags: RICH, components: [gallery(...Array.from({ length: 11 }, () => "attachment://a.png"))] },
      "components.0.items: Must be 10 or fewer in length",
    ],
  ])("%s", async (_, body, problem) => {
    await using it = await open();

    await expect(it.post(body, [png("a.png")])).rejects.toMatchObject({ code: 50035 });

    expect(it.discord.refusals[0]?.refusal).toEqual([expect.stringContaining(problem)]);
    it.discord.forgive();
  });

  test("eleven files, a file of more than 10 MiB, and any where the bot may attach none", async () => {
    await using it = await open();
    const eleven = Array.from({ length: 11 }, (_, number) => png(`${number}.png`));

    await expect(it.post({ content: "Look" }, eleven)).rejects.toMatchObject({ code: 50035 });
    const large = { name: "a.bin", data: Buffer.alloc(10_485_761) };
    await expect(it.post({ content: "Look" }, [large])).rejects.toMatchObject({ status: 413, code: 40005 });
    it.discord.world.setBotPermissions(it.channel, { deny: 1n << 15n });
    await expect(it.post({ content: "Look" }, [png("a.png")])).rejects.toMatchObject({ status: 403, code: 50013 });
    it.discord.forgive();
  });
});
