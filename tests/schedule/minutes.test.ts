import { describe, expect, test } from "vitest";
import { minutesOn } from "../../src/schedule/beat-time.ts";
import { LEASE } from "../../src/schedule/delivery.ts";
import type { Sent } from "../../src/schedule/ports.ts";
import { LATEST_EVENT, setUp } from "./stage.ts";

const UNSENT: Sent = { outcome: "unsent", reason: "Discord could not be reached" };

/** Beats as the heartbeat does: each a little after its full minute, for no timer is exact, and none like another. */
async function beatOn(it: Awaited<ReturnType<typeof setUp>>, minutes: number, each: (minute: number) => void) {
  const late = [300, 2, 40, 1, 800, 0];
  for (let minute = 0; minute < minutes; minute++) {
    const at = Temporal.Instant.from("2026-09-27T09:00:00Z").add({ minutes: minute });
    it.clock.set(at.add({ milliseconds: late[minute % late.length]! }).toString());
    await it.poster.beat();
    each(minute);
  }
}

describe("a pause is as long as it is said to be, though beats are not exact", () => {
  test("a post that failed is tried again after 1, 2, 4, 8 and 16 minutes", async () => {
    await using it = await setUp();
    it.fail(...Array<Sent>(5).fill(UNSENT));
    const send = it.parts.outlet.send;
    let tries = 0;
    it.parts.outlet.send = (...given) => {
      tries += 1;
      return send(...given);
    };
    const at: number[] = [];

    await beatOn(it, 40, (minute) => {
      if (tries > at.length) at.push(minute);
    });

    expect(at).toEqual([0, 1, 3, 7, 15, 31]);
  });

  test("what a crash broke off is gone on with after a minute", async () => {
    await using it = await setUp();
    const claimedAt = Temporal.Instant.from("2026-09-27T09:00:00.3Z");
    await it.store.deliveries.claim(await it.due(), LATEST_EVENT.id, claimedAt, claimedAt.add(LEASE));
    const posted: number[] = [];

    await beatOn(it, 4, () => posted.push(it.messages.length));

    expect(posted).toEqual([0, 1, 1, 1]);
  });

  test("a thread that could not be started is tried again after five minutes", async () => {
    await using it = await setUp();
    let tries = 0;
    it.parts.outlet.startThread = async () => {
      tries += 1;
      return { reason: "Discord did not answer", passing: true };
    };
    const seen: number[] = [];

    await beatOn(it, 12, () => seen.push(tries));

    expect(seen).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3]);
  });

  test("where many channels are refused alike, the round waits for one minute", async () => {
    const channels = Array.from({ length: 12 }, (_, at) => ({
      channelId: String(20 + at),
      guildId: String(1000 + at),
    }));
    await using it = await setUp("2026-09-27T09:00:00Z", channels);
    it.fail(...Array<Sent>(12).fill({ outcome: "refused", reason: "no", lasting: true }));
    const posted: boolean[] = [];

    await beatOn(it, 2, () => posted.push(it.messages.length > 0));

    expect(posted).toEqual([false, true]);
  });
});

test.each([
  [1, "09:00:00.300", "09:01:00"],
  [1, "09:00:29", "09:01:00"],
  [1, "09:00:30", "09:01:00"],
  [1, "09:00:40", "09:02:00"],
  [30, "23:59:59.999", "00:30:00"],
  [1.5, "09:00:00", "09:01:00"],
])("%d minutes from %s are over at %s", (minutes, from, expected) => {
  const on = minutesOn(minutes, Temporal.Instant.from(`2026-09-27T${from}Z`));

  expect(on.toZonedDateTimeISO("UTC").toPlainTime().toString()).toBe(expected);
});
