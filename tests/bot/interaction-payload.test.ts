import { PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { readInteraction } from "../../src/bot/interaction-payload.ts";
import type { Caller } from "../../src/bot/tools.ts";

const ENVELOPE = { id: "7", token: "t", type: 2, application_id: "9" };
const CALLER = { member: { user: { id: "5" }, permissions: "0" }, guild_id: "3", channel_id: "4" };

const read = (data: unknown, more: object = {}) =>
  readInteraction({ ...ENVELOPE, ...CALLER, data, ...more })?.request as Record<string, unknown> | undefined;

describe("what a person did, from what Discord sent", () => {
  test("a subcommand, with a channel and a role as the little that counts of them", () => {
    const request = read({
      name: "daily",
      options: [
        {
          name: "add",
          type: 1,
          options: [
            { name: "channel", type: 7, value: "4" },
            { name: "role", type: 8, value: "6" },
            { name: "time", type: 3, value: "9am" },
          ],
        },
      ],
      resolved: {
        channels: { 4: { id: "4", type: 15, flags: 16, app_permissions: "2048", name: "x", topic: "y" } },
        roles: { 6: { id: "6", mentionable: true, permissions: "8" } },
      },
    });

    expect(request).toEqual({
      kind: "command",
      caller: { userId: "5", guildId: "3", channelId: "4", mayManage: false },
      command: "daily",
      subcommand: "add",
      options: {
        channel: { id: "4", type: 15, permissions: 2048n, parentId: undefined, locked: false, tagRequired: true },
        role: { id: "6", mentionable: true },
        time: "9am",
      },
    });
  });

  test("a completion has what was typed so far, as it was typed", () => {
    const options = [
      { name: "channel", type: 7, value: "4" },
      { name: "date", type: 3, value: "28 s", focused: true },
    ];
    const resolved = { channels: { 4: { id: "4", type: 0 } } };

    expect(read({ name: "daily", options: [{ name: "skip", type: 1, options }], resolved }, { type: 4 })).toMatchObject(
      {
        kind: "complete",
        subcommand: "skip",
        options: { channel: "4", date: "28 s" },
        focused: "date",
        typed: "28 s",
      },
    );
  });

  test("a channel that Discord hides is one in which the bot may nothing, whatever stands on it", () => {
    const hidden = { id: "4", type: 0, name: "___hidden___", flags: 1 << 17, app_permissions: "3072" };
    const request = read({
      name: "daily",
      options: [{ name: "channel", type: 7, value: "4" }],
      resolved: { channels: { 4: hidden } },
    });

    expect(request?.options).toMatchObject({ channel: { permissions: 0n } });
  });

  test.each([
    ["Manage Server", PermissionFlagsBits.ManageGuild, true],
    ["Administrator alone", PermissionFlagsBits.Administrator, true],
    ["Manage Channels", PermissionFlagsBits.ManageChannels, false],
  ])("%s: whether that person may order", (_, bits, mayManage) => {
    const member = { user: { id: "5" }, permissions: bits.toString() };

    expect(read({ name: "daily" }, { member })?.caller).toMatchObject({ mayManage });
  });

  test.each([
    ["ja", "ja"],
    [null, undefined],
    [17, undefined],
    ["", undefined],
  ])("a server's language that is sent as %j is %j, and keeps nobody from an answer", (sent, guildLocale) => {
    expect(read({ name: "daily" }, { guild_locale: sent })?.caller).toMatchObject({ userId: "5" });
    expect((read({ name: "daily" }, { guild_locale: sent })?.caller as Caller | undefined)?.guildLocale).toBe(
      guildLocale,
    );
  });

  test("in a direct message there is a user and no member", () => {
    expect(read({ name: "fact" }, { member: null, guild_id: null, user: { id: "8" } })?.caller).toEqual({
      userId: "8",
      guildId: undefined,
      channelId: "4",
      mayManage: false,
      mayWrite: true,
    });
  });

  const { Administrator, SendMessages, SendMessagesInThreads, UseExternalApps } = PermissionFlagsBits;
  const [text, thread] = [{ type: 0 }, { type: 11 }];
  test.each([
    ["who may write", SendMessages, { channel: text }, true],
    ["who may not", 0n, { channel: text }, undefined],
    ["who may everything", Administrator, { channel: text }, true],
    ["who may write, but in no thread, in one", SendMessages, { channel: thread }, undefined],
    ["who may write in threads, in one", SendMessagesInThreads, { channel: thread }, true],
    ["whose own the bot is, where such may speak", SendMessages | UseExternalApps, { channel: text, ...own() }, true],
    ["whose own the bot is, where such may not", SendMessages, { channel: text, ...own() }, undefined],
    ["whose own the bot is in a server that has it", SendMessages, { channel: text, ...own("0") }, true],
    ["of whose channel nothing is said", SendMessages, { channel: 17 }, true],
  ])("somebody %s: whether the bot posts for them", (_, bits, more, mayWrite) => {
    const member = { user: { id: "5" }, permissions: bits.toString() };

    const caller = read({ name: "fact" }, { member, ...more })?.caller as Caller;

    expect(caller.mayWrite).toBe(mayWrite);
  });

  test.each([
    [64, true],
    [32768 | 64, true],
    [32768, undefined],
    [null, undefined],
  ])("a button on a message with flags %j: whether one person alone sees that", (flags, alone) => {
    const message = { id: "9", flags };

    const request = read({ component_type: 2, custom_id: "1/x" }, { type: 3, message });

    expect(request).toMatchObject({ kind: "button", id: "1/x", messageId: "9" });
    expect((request?.caller as Caller | undefined)?.alone).toBe(alone);
  });

  test("a form: each field as it was filled in, with a channel and a role as the little that counts of them", () => {
    const field = (component: object) => ({ type: 18, id: 1, component });
    const request = read(
      {
        custom_id: "1/daily/setup",
        components: [
          { type: 10, id: 2 },
          field({ type: 8, custom_id: "channel", values: ["4"] }),
          field({ type: 4, custom_id: "when", value: "9am" }),
          field({ type: 3, custom_id: "genre", values: ["rock"] }),
          field({ type: 6, custom_id: "role", values: [] }),
          field({ type: 6, custom_id: "other", values: ["6"] }),
          field({ type: 22, custom_id: "extras", values: ["publish", "thread"] }),
          field({ type: 23, custom_id: "box", value: false }),
          { type: 1, components: [{ type: 4, custom_id: "old", value: "x" }] },
          ...[null, 7, { type: 18, component: 7 }],
        ],
        resolved: {
          channels: { 4: { id: "4", type: 0, app_permissions: "2048" } },
          roles: { 6: { id: "6", mentionable: false } },
        },
      },
      { type: 5 },
    );

    expect(request).toMatchObject({
      kind: "modal",
      id: "1/daily/setup",
      fields: {
        channel: [{ id: "4", type: 0, permissions: 2048n }],
        when: "9am",
        genre: ["rock"],
        role: [],
        other: [{ id: "6", mentionable: false }],
        extras: ["publish", "thread"],
        box: false,
        old: "x",
      },
    });
  });
});

function own(...others: string[]) {
  return { authorizing_integration_owners: Object.fromEntries(["1", ...others].map((key) => [key, "5"])) };
}

const may = (permissions: unknown) => ({ user: { id: "5" }, permissions });

describe("what cannot be read", () => {
  test.each([
    ["nothing", null],
    ["text", "INTERACTION"],
    ["no token", { ...ENVELOPE, token: undefined }],
    ["an id that is none", { ...ENVELOPE, id: "../../x" }],
  ])("%s: nobody could answer", (_, sent) => {
    expect(readInteraction(sent)).toBeUndefined();
  });

  test.each([
    ["no caller", { ...ENVELOPE, data: { name: "fact" } }],
    ["no data", { ...ENVELOPE, ...CALLER }],
    ["a caller that is a list", { ...ENVELOPE, ...CALLER, data: { name: "fact" }, member: [{ user: { id: "5" } }] }],
    ["a caller whose id is a number", { ...ENVELOPE, ...CALLER, data: { name: "fact" }, member: { user: { id: 5 } } }],
    // Read as none, they would make the server's channel a direct message, in which everybody may write.
    ["a server whose id is a number", { ...ENVELOPE, ...CALLER, data: { name: "fact" }, guild_id: 3 }],
    ["a channel whose id is a path", { ...ENVELOPE, ...CALLER, data: { name: "fact" }, channel_id: "../3" }],
    ["permissions that are a number", { ...ENVELOPE, ...CALLER, data: { name: "fact" }, member: may(8) }],
    ["data that is a list", { ...ENVELOPE, ...CALLER, data: [1] }],
    ["a button without its id", { ...ENVELOPE, ...CALLER, type: 3, data: { component_type: 2 } }],
    ["a completion of nothing", { ...ENVELOPE, ...CALLER, type: 4, data: { name: "fact", options: [null] } }],
    ["a command of people's menus", { ...ENVELOPE, ...CALLER, data: { name: "fact", type: 2 } }],
  ])("%s: it is answered all the same", (_, sent) => {
    expect(readInteraction(sent)).toMatchObject({ envelope: { id: "7", token: "t" }, request: undefined });
  });

  test.each([
    ["a channel", { channel: "text" }],
    ["a channel's kind", { channel: { type: "0" } }],
    ["the application", { application_id: 9 }],
    ["who brought the bot", { authorizing_integration_owners: "1" }],
    ["the message's flags", { message: { id: "9", flags: "64" } }],
    ["the message", { message: [] }],
  ])("%s that is something else counts as not said, and keeps nobody from an answer", (_, more) => {
    expect(read({ name: "fact" }, more)?.caller).toEqual({
      userId: "5",
      guildId: "3",
      channelId: "4",
      mayManage: false,
    });
  });

  test("options named as parts of every object are options like others", () => {
    const options = ["__proto__", "constructor"].map((name) => ({ name, type: 3, value: "x" }));

    expect(Object.keys((read({ name: "fact", options })?.options ?? {}) as object)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });
});
