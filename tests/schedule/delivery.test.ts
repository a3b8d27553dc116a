import { describe, expect, test } from "vitest";
import { backOff, deliveryId, isLate, nextStep, type Unfinished } from "../../src/schedule/delivery.ts";

const AT = Temporal.Instant.from("2026-03-10T09:00:00Z");
const DAY = Temporal.PlainDate.from("2026-03-10");

const open = (unsureSince?: string): Unfinished => ({
  channelId: "20",
  channelType: 0,
  guildId: "10",
  leadId: "walk-this-way",
  day: DAY,
  at: AT,
  claimedAt: AT,
  attempts: 1,
  retryAt: AT,
  unsureSince: unsureSince === undefined ? undefined : Temporal.Instant.from(unsureSince),
});

describe("an unfinished delivery", () => {
  test.each([
    [
      "is posted again at once, for the nonce returns a first message",
      open("2026-03-10T09:00:00Z"),
      "2026-03-10T09:01:00Z",
      "post",
    ],
    ["is looked for once the nonce is no longer trusted", open("2026-03-10T09:00:00Z"), "2026-03-10T09:02:30Z", "look"],
    ["is posted at any time in the grace after a sure refusal", open(), "2026-03-10T14:59:00Z", "post"],
    ["expires with the grace after a sure refusal", open(), "2026-03-10T15:00:01Z", "expire"],
    [
      "is looked for after the grace, for it may have been posted",
      open("2026-03-10T15:00:00Z"),
      "2026-03-10T15:00:30Z",
      "look",
    ],
  ])("%s", (_, it, now, expected) => {
    expect(nextStep(it, "UTC", Temporal.Instant.from(now))).toBe(expected);
  });

  test("expires with its local day", () => {
    expect(nextStep(open(), "Pacific/Kiritimati", Temporal.Instant.from("2026-03-10T10:00:00Z"))).toBe("expire");
  });
});

test("attempts back off: 1, 2, 4 … minutes, at most half an hour", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7].map((attempts) => AT.until(backOff(attempts, AT)).total("minutes"));

  expect(minutes).toEqual([1, 2, 4, 8, 16, 30, 30]);
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
