import { PermissionFlagsBits as Bits, ChannelType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { renderCheck } from "../../src/render/check.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import type { InspectedPlace } from "../../src/schedule/place.ts";
import { textOf } from "../bot/bot.ts";
import { order } from "../schedule/sample.ts";

const USUAL =
  Bits.ViewChannel | Bits.SendMessages | Bits.SendMessagesInThreads | Bits.ReadMessageHistory | Bits.AttachFiles;
const { GuildAnnouncement, GuildForum, GuildText, GuildVoice, PublicThread } = ChannelType;

function check(given: Partial<DailyOrder>, found: Partial<InspectedPlace> | string): string[] {
  const place = typeof found === "string" ? found : { ...PLACE, ...found };
  return textOf(renderCheck([order(given)], new Map([["20", place]]), NOW)).split("\n");
}

const NOW = Temporal.Instant.from("2026-09-27T07:00:00Z");

const PLACE: InspectedPlace = {
  id: "20",
  type: GuildText,
  permissions: USUAL,
  parentId: undefined,
  timedOutUntil: undefined,
  locked: false,
  tagRequired: false,
  roles: new Map([["7", false]]),
};

test("a channel in which nothing is wrong is fine", () => {
  expect(check({}, {})).toEqual(["**I can post in every channel that has a daily post.**", "- <#20>: all is well."]);
});

test.each<[string, Partial<DailyOrder>, Partial<InspectedPlace> | string, string]>([
  [
    "three missing permissions, and one way to fix them",
    { thread: true },
    { permissions: Bits.ReadMessageHistory },
    "I lack View Channel, Send Messages and Create Public Threads; open that channel's settings, Permissions, and allow them for my role.",
  ],
  [
    "what only the thread under a post lacks",
    { thread: true },
    {},
    "I can post there, but I lack Create Public Threads; open that channel's settings, Permissions, and allow it for my role.",
  ],
  [
    "a thread's missing permission, and the channel that it takes it from",
    { channelType: PublicThread },
    { type: PublicThread, parentId: "19", permissions: USUAL & ~Bits.SendMessagesInThreads },
    "I lack Send Messages in Threads; a thread takes that from <#19>: open that channel's settings, Permissions, and allow it for my role.",
  ],
  [
    "a thread's missing permission, though its channel is not known",
    { channelType: PublicThread },
    { type: PublicThread, permissions: USUAL & ~Bits.SendMessagesInThreads },
    "I lack Send Messages in Threads; a thread takes that from the channel it belongs to: open that channel's settings, Permissions, and allow it for my role.",
  ],
  [
    "a locked thread",
    { channelType: PublicThread },
    { type: PublicThread, locked: true },
    "the thread is locked; unlock it, or schedule the post in another place.",
  ],
  [
    "a forum that requires a tag",
    { channelType: GuildForum },
    { type: GuildForum, tagRequired: true },
    "the forum requires a tag for each post; turn that off, or schedule the post in another place.",
  ],
  [
    "a text channel that is a forum now",
    {},
    { type: GuildForum },
    "the channel is now of another kind; use /daily edit with the same time, and I will post there as it is now.",
  ],
  [
    "a channel that takes no posts now",
    {},
    { type: GuildVoice },
    "the channel takes no messages; schedule the post in another one.",
  ],
  [
    "an announcement channel that is a text channel now",
    { channelType: GuildAnnouncement, publish: true },
    {},
    "I can post there, but only an announcement channel can publish; switch it off with /daily edit publish:False.",
  ],
  [
    "threads that a forum cannot have",
    { channelType: GuildForum, thread: true },
    { type: GuildForum },
    "I can post there, but there are no threads under posts in it; switch them off with /daily edit thread:False.",
  ],
  ["a pause", { paused: "by a moderator" }, {}, "I can post there, but it is paused; resume it with /daily resume."],
  [
    "a role that a ping does not reach",
    { roleId: "7" },
    {},
    "I can post there, but <@&7> will not be notified: allow anyone to mention it, or give me Mention @everyone, @here, and All Roles in that channel.",
  ],
  [
    "a role that is gone",
    { roleId: "8" },
    {},
    "I can post there, but the role that it pings no longer exists; choose another with /daily edit role.",
  ],
  [
    "a past that it may not read",
    {},
    { permissions: USUAL & ~Bits.ReadMessageHistory },
    "I can post there, but without Read Message History I cannot look for my own post after I was down; allow it for my role there.",
  ],
  [
    "several things, the gravest first",
    { paused: "by a moderator" },
    { permissions: USUAL & ~Bits.SendMessages & ~Bits.ReadMessageHistory },
    "I lack Send Messages; open that channel's settings, Permissions, and allow it for my role. It is paused; resume it with /daily resume. Without Read Message History I cannot look for my own post after I was down; allow it for my role there.",
  ],
  [
    "a timeout, which lets the bot write nowhere",
    {},
    { timedOutUntil: NOW.add({ hours: 1 }) },
    "I am timed out in this server and may write nowhere; remove my timeout in its list of members.",
  ],
  ["that a channel is gone", {}, "the channel no longer exists.", "the channel no longer exists."],
])("a check names %s", (_, given, found, sentence) => {
  const lines = check(given, found);

  expect(lines).toEqual(["**Some daily posts need a look:**", `- <#20>: ${sentence}`]);
});

test("paused ones come first, in their order", () => {
  const orders = [
    order({ channelId: "1" }),
    order({ channelId: "2", paused: "by a moderator" }),
    order({ channelId: "3", paused: "by a moderator" }),
  ];
  const places = new Map<string, InspectedPlace | string>(orders.map((it) => [it.channelId, PLACE]));
  places.set("3", "the channel no longer exists.");

  expect(
    textOf(renderCheck(orders, places, NOW))
      .split("\n")
      .slice(1),
  ).toEqual([
    "- <#2>: I can post there, but it is paused; resume it with /daily resume.",
    "- <#3>: the channel no longer exists. It is paused; resume it with /daily resume.",
    "- <#1>: all is well.",
  ]);
});

test.each<[string, Partial<DailyOrder>, Partial<InspectedPlace>]>([
  [
    "a locked thread, to one who manages threads",
    { channelType: PublicThread },
    { type: PublicThread, locked: true, permissions: USUAL | Bits.ManageThreads },
  ],
  [
    "an announcement channel that is a text channel now, where nothing is published",
    { channelType: GuildAnnouncement },
    {},
  ],
  ["a role that anyone may mention", { roleId: "7" }, { roles: new Map([["7", true]]) }],
  ["a role, to one who may mention all", { roleId: "7" }, { permissions: USUAL | Bits.MentionEveryone }],
  [
    "anything, to an administrator",
    { roleId: "7", thread: true },
    { permissions: Bits.Administrator, timedOutUntil: NOW.add({ hours: 1 }) },
  ],
  ["a timeout that is over", {}, { timedOutUntil: NOW }],
])("nothing is wrong with %s", (_, given, found) => {
  expect(check(given, found)).toContain("- <#20>: all is well.");
});
