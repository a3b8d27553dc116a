import { ChannelType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { deliveryId, expiryOf, isLate, type Unfinished } from "../../src/schedule/delivery.ts";
import { backOff, isUnderWay, lookAgainAt, nextStep, searchedTime, wasTried } from "../../src/schedule/doubt.ts";
import { order } from "./sample.ts";

const AT = Temporal.Instant.from("2026-03-10T09:00:00Z");
const DAY = Temporal.PlainDate.from("2026-03-10");

const open = (unsureSince?: string): Unfinished => ({
  channelId: "20",
  channelType: 0,
  guildId: "10",
  leadId: "walk-this-way",
  day: DAY,
  at: AT,
  expiresAt: AT.add({ hours: 6 }),
  claimedAt: AT,
  attempts: 1,
  retryAt: AT,
  unsureSince: unsureSince === undefined ? undefined : Temporal.Instant.from(unsureSince),
  reason: undefined,
  lasting: false,
});

describe("an unfinished delivery", () => {
  test.each([
    ["is looked for where a message may stand", open("2026-03-10T09:00:00Z"), "2026-03-10T09:01:00Z", "look"],
    ["is posted at any time in the grace after a sure refusal", open(), "2026-03-10T14:59:00Z", "post"],
    ["expires with the grace after a sure refusal", open(), "2026-03-10T15:00:01Z", "expire"],
    [
      "is looked for after the grace, for it may have been posted",
      open("2026-03-10T15:00:00Z"),
      "2026-03-10T15:00:30Z",
      "look",
    ],
  ])("%s", (_, it, now, expected) => {
    expect(nextStep(it, Temporal.Instant.from(now))).toBe(expected);
  });

  test("is searched for from its claim on until the last attempt must be over, however long ago that was", () => {
    expect(searchedTime(open("2026-03-10T09:05:00Z"))).toEqual({
      since: AT,
      until: Temporal.Instant.from("2026-03-10T09:20:00Z"),
      likely: Temporal.Instant.from("2026-03-10T09:04:20Z"),
    });
    expect(searchedTime(open("2026-03-10T09:00:30Z"))).toMatchObject({ likely: AT });
  });

  test.each<[string, Partial<Unfinished>, string]>([
    ["three minutes after it was cut off", {}, "09:03:00"],
    ["ten in a forum, which knows no nonce", { channelType: ChannelType.GuildForum }, "09:10:00"],
    ["with its lease, where a crash broke it off and the nonce counts", { reason: undefined }, "09:00:55"],
    [
      "ten minutes after a crash broke it off in a forum",
      { reason: undefined, channelType: ChannelType.GuildForum },
      "09:10:00",
    ],
    [
      "in the last minute before it expires at the latest",
      { channelType: ChannelType.GuildForum, expiresAt: AT.add({ minutes: 8 }) },
      "09:07:00",
    ],
    [
      "but never before the three minutes",
      { channelType: ChannelType.GuildForum, expiresAt: AT.add({ minutes: 2 }) },
      "09:03:00",
    ],
  ])("is repeated, though nothing is found, %s", (_, given, expected) => {
    const it = { ...open("2026-03-10T09:00:00Z"), reason: "cut off", ...given };

    const over = Temporal.Instant.from(`2026-03-10T${expected}Z`);
    expect(isUnderWay(it, over.subtract({ milliseconds: 1 }))).toBe(true);
    expect(isUnderWay(it, over)).toBe(false);
  });

  test("whose attempt began by a clock that was ahead does not wait for that time", () => {
    expect(isUnderWay({ ...open("2026-03-13T09:00:00Z"), reason: "cut off" }, AT)).toBe(false);
  });

  test("of which no attempt is on record is searched for up to now", () => {
    const lost = { ...open("2026-03-10T09:00:00Z"), claimedAt: AT.add({ hours: 1 }), attempts: 0 };

    expect(wasTried(lost)).toBe(false);
    expect(searchedTime(lost)).toEqual({ since: AT, until: undefined, likely: AT });
  });
});

test.each([
  ["six hours after its time", "Europe/Paris", "2026-03-10T09:00", "2026-03-10T15:00:00+01:00"],
  ["with its local day", "Europe/Paris", "2026-03-10T20:00", "2026-03-10T23:59:59.999+01:00"],
  [
    "ten minutes after its time, though its day ends before",
    "Europe/Paris",
    "2026-03-10T23:55",
    "2026-03-11T00:05:00+01:00",
  ],
  ["with a day that daylight saving shortens", "Europe/Paris", "2026-03-29T22:00", "2026-03-29T23:59:59.999+02:00"],
])("a post expires %s", (_, timeZone, time, expected) => {
  const local = Temporal.PlainDateTime.from(time);
  const due = {
    order: order({ timeZone, time: local.toPlainTime() }),
    day: local.toPlainDate(),
    at: local.toZonedDateTime(timeZone).toInstant(),
  };

  expect(expiryOf(due).toString()).toBe(Temporal.Instant.from(expected).toString());
});

test("attempts back off: 1, 2, 4 … minutes, at most half an hour", () => {
  const end = AT.add({ hours: 6 });

  const minutes = [1, 2, 3, 4, 5, 6, 7].map((attempts) => AT.until(backOff(attempts, AT, end)).total("minutes"));

  expect(minutes).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

test("the last attempt is in the minute before it is too late, and that it was is recorded at once", () => {
  const end = AT.add({ minutes: 20 });

  expect(AT.until(backOff(6, AT, end)).total("minutes")).toBe(19);
  expect(backOff(6, end.subtract({ seconds: 30 }), end)).toEqual(end.add({ seconds: 1 }));
  expect(backOff(6, end.add({ minutes: 5 }), end)).toEqual(end.add({ minutes: 35 }));
});

test("what may stand is looked for less and less often, but once it must be over", () => {
  const it = { ...open("2026-03-10T09:00:00Z"), reason: "cut off", channelType: ChannelType.GuildForum };
  const looks: string[] = [];

  for (let now = AT.add({ minutes: 1 }); looks.length < 8; now = lookAgainAt(it, now)) {
    looks.push(now.toString().slice(11, 16));
  }

  expect(looks).toEqual(["09:01", "09:02", "09:04", "09:08", "09:10", "09:20", "09:40", "10:10"]);
});

test("a post is late from ten minutes after its time", () => {
  expect(isLate(AT, AT.add({ minutes: 10 }))).toBe(false);
  expect(isLate(AT, AT.add({ minutes: 10, seconds: 1 }))).toBe(true);
});

test("a delivery's id is the same each time and fits a nonce, also for the largest channel id", () => {
  const id = deliveryId({ channelId: "18446744073709551615" }, DAY);

  expect(id).toBe("3w5e11264sgsf-20260310");
  expect(id.length).toBeLessThanOrEqual(25);
});
