import { PermissionFlagsBits as Bits, ChannelType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { missingPermissions } from "../../src/schedule/place.ts";

const { GuildForum, GuildText, PublicThread } = ChannelType;

test.each([
  ["nothing, where it may see and write", { channelType: GuildText }, Bits.ViewChannel | Bits.SendMessages, []],
  ["both, where it may do nothing", { channelType: GuildText }, 0n, ["View Channel", "Send Messages"]],
  ["nothing, where it is an administrator", { channelType: GuildText, thread: true }, Bits.Administrator, []],
  [
    "the right to write in threads, in a thread",
    { channelType: PublicThread },
    Bits.ViewChannel | Bits.SendMessages,
    ["Send Messages in Threads"],
  ],
  ["the right to post, in a forum", { channelType: GuildForum }, Bits.ViewChannel, ["Create Posts"]],
  [
    "the right to start threads, if it is to",
    { channelType: GuildText, thread: true },
    Bits.ViewChannel | Bits.SendMessages,
    ["Create Public Threads"],
  ],
])("it lacks %s", (_, wanted, permissions, expected) => {
  expect(missingPermissions(wanted, permissions)).toEqual(expected);
});
