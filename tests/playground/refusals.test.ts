import { connect } from "node:net";
import { type APIApplicationCommand, Client } from "discord.js";
import * as spec from "discord-api-spec/zod";
import { expect, test } from "vitest";
import { checkForm } from "../../playground/discord/form.ts";
import { assertNothingRefused, startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { settle } from "./town.ts";

async function open() {
  const discord = await startLocalDiscord();
  const town = settle(discord);
  const { rest } = new Client({ intents: [], rest: { api: discord.url } });
  rest.setToken(discord.token);
  const post = (body: object) =>
    rest.post(`/channels/${town.channel.id}/messages`, { body }) as Promise<{ id: string }>;
  const register = (body: object[]) =>
    rest.put(`/applications/${discord.applicationId}/commands`, { body }) as Promise<APIApplicationCommand[]>;
  return { discord, rest, post, register, ...town };
}

/** Sends it, and gives the reasons for which it is refused. */
async function reasonsFor(
  send: (it: Awaited<ReturnType<typeof open>>) => Promise<unknown>,
): Promise<readonly string[]> {
  const it = await open();
  await using discord = it.discord;
  await expect(send(it)).rejects.toMatchObject({ status: 400, code: 50035 });
  const reasons = discord.refusals.flatMap(({ refusal = [] }) => refusal);
  discord.forgive();
  return reasons;
}

const text = (content: string) => ({ type: 10, content });
const button = (fields: object) => ({
  type: 1,
  components: [{ type: 2, style: 1, custom_id: "a", label: "A", ...fields }],
});
const rich = (...components: object[]) => ({ flags: 1 << 15, components });
const option = (fields: object) => ({ type: 3, name: "a", description: "A", ...fields });
const command = (...options: object[]) => ({ name: "fact", description: "One fact", options });

test("a request that Discord's document does not accept fails the test that sent it", async () => {
  const { discord, post } = await open();
  await expect(post({ content: 5 })).rejects.toMatchObject({ code: 50035 });

  expect(() => assertNothingRefused(discord)).toThrow("Discord would not have accepted");
  await expect(discord[Symbol.asyncDispose]()).rejects.toThrow(
    /POST \/channels\/\d+\/messages\n {2}content: Must be of type string/,
  );
});

test.each<{ says: string; body: object }>([
  { says: "content: Must be 2000 or fewer", body: { content: "x".repeat(2001) } },
  { says: "nonce: Must be 25 or fewer", body: { content: "x", nonce: "x".repeat(26) } },
  {
    says: "embeds: Embed size exceeds maximum size of 6000",
    body: { embeds: [{ description: "x".repeat(4000) }, { description: "x".repeat(2001) }] },
  },
  {
    says: 'allowed_mentions: parse:["roles"]',
    body: { content: "x", allowed_mentions: { parse: ["roles"], roles: ["1"] } },
  },
  {
    says: "components.0.components.0.label: Must be 80",
    body: { content: "x", components: [button({ label: "x".repeat(81) })] },
  },
  {
    says: "components.0.components.0.label: A button must have",
    body: { content: "x", components: [button({ label: "" })] },
  },
  {
    says: "url: A custom id and url cannot both",
    body: { content: "x", components: [button({ url: "https://example.com" })] },
  },
  {
    says: "url: A link button must have a url",
    body: { content: "x", components: [button({ style: 5, custom_id: null })] },
  },
  {
    says: "custom_id: Component custom id cannot be duplicated",
    body: { content: "x", components: [button({}), button({})] },
  },
  { says: 'components.0.type: Value of field "type"', body: { content: "x", components: [text("x")] } },
  { says: "content: The 'content'", body: { content: "x", ...rich(text("x")) } },
  { says: "components: The text of all components", body: rich(text("x".repeat(2001)), text("x".repeat(2000))) },
  {
    says: "there are 41 components",
    body: rich(...Array.from({ length: 39 }, () => text("x")), { type: 17, components: [text("x")] }),
  },
  { says: "components.0.accessory: This field is required", body: rich({ type: 9, components: [text("x")] }) },
  { says: "components.0.type: Value must be one of", body: rich({ type: 99 }) },
])("a message is refused: $says", async ({ says, body }) => {
  const reasons = await reasonsFor(({ post }) => post(body));

  expect(reasons).toEqual([expect.stringContaining(says)]);
});

test.each<{ says: string; body: object[] }>([
  { says: "0.name: Command name is invalid", body: [{ name: "Fact", description: "x" }] },
  { says: "0.description: Must be 100 or fewer", body: [{ name: "fact", description: "x".repeat(101) }] },
  { says: "0.description: This field is required", body: [{ name: "fact" }] },
  { says: "1: Application command names must be unique", body: [command(), command()] },
  {
    says: "0.options.1: Required options must be placed before",
    body: [command(option({}), option({ name: "b", required: true }))],
  },
  { says: "0.options.1.name: Option name is already used", body: [command(option({}), option({}))] },
  {
    says: "0.options: Must be 25 or fewer",
    body: [command(...Array.from({ length: 26 }, (_, index) => option({ name: `a${index}` })))],
  },
  {
    says: "choices: Must be 25 or fewer",
    body: [
      command(
        option({ choices: Array.from({ length: 26 }, (_, value) => ({ name: `a${value}`, value: `${value}` })) }),
      ),
    ],
  },
  {
    says: "Autocomplete is not allowed with choices",
    body: [command(option({ autocomplete: true, choices: [{ name: "x", value: "x" }] }))],
  },
  { says: "min_value: Value must be 1 or less", body: [command(option({ type: 4, min_value: 2, max_value: 1 }))] },
  {
    says: "0: Command exceeds maximum size (8000)",
    body: [
      command(
        option({
          choices: Array.from({ length: 25 }, (_, index) => ({
            name: `a${index}`,
            value: `${index}`.padEnd(330, "x"),
          })),
        }),
      ),
    ],
  },
])("a command is refused: $says", async ({ says, body }) => {
  const reasons = await reasonsFor(({ register }) => register(body));

  expect(reasons).toEqual([expect.stringContaining(says)]);
});

test("there may be 100 commands", async () => {
  const it = await open();
  await using _ = it.discord;
  const body = Array.from({ length: 101 }, (_each, index) => ({ name: `fact${index}`, description: "x" }));

  await it.register(body.slice(1));

  await expect(it.register(body)).rejects.toMatchObject({ code: 30032 });
});

test("commands come back with what Discord fills in, and keep their ids", async () => {
  const it = await open();
  await using discord = it.discord;

  const [first] = await it.register([{ ...command(option({ required: false })), default_member_permissions: "32" }]);
  const [same] = await it.register([{ ...command(option({ required: false })), default_member_permissions: "32" }]);
  const [changed] = await it.register([{ ...command(), contexts: [0] }]);

  expect(first).toEqual({
    id: first?.id,
    application_id: discord.applicationId,
    version: first?.version,
    default_member_permissions: "32",
    type: 1,
    name: "fact",
    name_localizations: null,
    description: "One fact",
    description_localizations: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0, 1],
    options: [{ type: 3, name: "a", name_localizations: null, description: "A", description_localizations: null }],
    nsfw: false,
  });
  expect(same).toEqual(first);
  expect(changed).toMatchObject({
    id: first?.id,
    dm_permission: false,
    contexts: [0],
    default_member_permissions: null,
  });
  expect(changed?.version).not.toBe(first?.version);
  expect(discord.commands).toEqual([changed]);
});

test("an empty message and an endpoint that is not there", async () => {
  const it = await open();
  await using discord = it.discord;

  await expect(it.post({ content: " " })).rejects.toMatchObject({
    code: 50006,
    message: "Cannot send an empty message",
  });
  await expect(it.rest.get("/users/@me/friends")).rejects.toMatchObject({ status: 404 });

  expect(discord.refusals.map(({ path, refusal }) => [path, refusal])).toEqual([
    ["/users/@me/friends", ["The local Discord has no such endpoint"]],
  ]);
  discord.forgive();
});

test("answers are what Discord's document promises", async () => {
  const it = await open();
  await using discord = it.discord;
  const news = discord.world.addChannel(it.server, { kind: "announcement" });
  const container = { type: 17, components: [text("x"), { type: 14 }, button({})] };
  const { id } = await it.post(rich(container));
  const [registered] = await it.register([command(option({ choices: [{ name: "x", value: "x" }] }))]);
  const get = (path: `/${string}`) => it.rest.get(path);
  const thread = await it.rest.post(`/channels/${it.channel.id}/messages/${id}/threads`, { body: { name: "Talk" } });
  const direct = await it.rest.post("/users/@me/channels", { body: { recipient_id: it.ada.id } });

  expect(checkForm(spec.MessageResponseSchema, await get(`/channels/${it.channel.id}/messages/${id}`))).toEqual([]);
  expect(checkForm(spec.GuildChannelResponseSchema, await get(`/channels/${news.id}`))).toEqual([]);
  expect(checkForm(spec.PrivateChannelResponseSchema, direct)).toEqual([]);
  expect(checkForm(spec.CreatedThreadResponseSchema, thread)).toEqual([]);
  expect(checkForm(spec.ApplicationCommandResponseSchema, registered)).toEqual([]);
  expect(checkForm(spec.PrivateApplicationResponseSchema, await get("/applications/@me"))).toEqual([]);
  expect(checkForm(spec.UserPIIResponseSchema, await get("/users/@me"))).toEqual([]);
  expect(checkForm(spec.GatewayBotResponseSchema, await get("/gateway/bot"))).toEqual([]);
  expect(checkForm(spec.GuildWithCountsResponseSchema, await get(`/guilds/${it.server.id}`))).toEqual([]);
});

test("the wire shows what was sent at the time, whatever became of it", async () => {
  const it = await open();
  await using discord = it.discord;
  const { id } = await it.post({ content: "Hello" });

  await it.rest.patch(`/channels/${it.channel.id}/messages/${id}`, { body: { content: "Changed" } });

  expect(discord.wire.entries).toMatchObject([{ answer: { content: "Hello" } }, { answer: { content: "Changed" } }]);
});

test("the wire holds every request in order, and never the token", async () => {
  const it = await open();
  await using discord = it.discord;
  const seen: number[] = [];
  const stop = discord.wire.subscribe(({ number }) => seen.push(number));

  await it.post({ content: "Hello" });
  stop();
  await it.post({ content: "Again" });

  expect(seen).toEqual([1]);
  expect(discord.wire.entries).toMatchObject([
    {
      kind: "request",
      number: 1,
      method: "POST",
      path: `/channels/${it.channel.id}/messages`,
      body: { content: "Hello" },
      status: 200,
    },
    { number: 2 },
  ]);
  expect(JSON.stringify(discord.wire.entries)).not.toContain(discord.token);
});

test("a request is under way until it stands on the wire, also one whose sender goes in the middle of it", async () => {
  const it = await open();
  await using discord = it.discord;
  const { hostname, port } = new URL(discord.url);
  const sender = connect(Number(port), hostname);

  sender.write("POST /api/v10/users/@me/channels HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\n{");
  await expect.poll(() => discord.wire.underWay).toBe(1);
  sender.destroy();
  await expect.poll(() => discord.wire.underWay).toBe(0);
});
