import { ChannelType } from "discord-api-types/v10";
import type { ServerMemory } from "../../src/schedule/memory.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";

/** An order for 09:00 UTC in a text channel; what matters to a test is given, the rest is filled in. */
export function order(given: Partial<DailyOrder> = {}): DailyOrder {
  const createdAt = given.createdAt ?? Temporal.Instant.from("2020-01-01T00:00:00Z");
  return {
    channelId: "20",
    channelType: ChannelType.GuildText,
    guildId: "10",
    time: Temporal.PlainTime.from("09:00"),
    timeZone: "UTC",
    genre: undefined,
    otherwise: "any",
    roleId: undefined,
    publish: false,
    thread: false,
    picture: true,
    quiz: false,
    createdBy: "30",
    createdAt,
    activeSince: createdAt,
    paused: undefined,
    refusedSince: undefined,
    lastDay: undefined,
    skips: [],
    ...given,
  };
}

/** What a server remembers; nothing where nothing is said. Days are written, by channel and fact. */
export function memory(given: { blocked?: readonly string[]; led?: Written; missed?: Written } = {}): ServerMemory {
  const { blocked, led, missed } = given;
  return { blocked: new Set(blocked), led: readDays(led), missed: readDays(missed), chosen: new Map() };
}

type Written = Readonly<Record<string, Readonly<Record<string, string>>>>;

function readDays(written: Written = {}): ServerMemory["led"] {
  return new Map(
    Object.entries(written).map(([channelId, days]) => [
      channelId,
      new Map(Object.entries(days).map(([factId, day]) => [factId, Temporal.PlainDate.from(day)])),
    ]),
  );
}
