import { expect, test } from "vitest";
import { createTurns } from "../../../src/bot/wire/throttle.ts";

/** Requests by the millisecond at which each went, on a clock of our own whose timers ring `late` milliseconds late. */
function createWire(late = 0) {
  let now = 0;
  const went: number[] = [];
  const time = {
    now: () => now,
    async sleep(ms: number) {
      now += ms + late;
    },
  };
  const turn = createTurns(time);
  return {
    went,
    send: () => turn().then(() => void went.push(now)),
    stall: (ms: number) => {
      now += ms;
    },
  };
}

/** The most requests in any one second. */
const mostInASecond = (went: readonly number[]) =>
  Math.max(...went.map((from) => went.filter((at) => at >= from && at < from + 1000).length));

const sendMany = (send: () => Promise<void>, count: number) => Promise.all(Array.from({ length: count }, send));

test("many at once: 49 a second, evenly", async () => {
  const { send, went } = createWire();

  await sendMany(send, 1000);

  expect(mostInASecond(went)).toBeLessThanOrEqual(50);
  expect(Math.round(went.at(-1)! / 100)).toBe(204);
});

test("timers that ring a little late do not make it slower", async () => {
  const { send, went } = createWire(1.2);

  await sendMany(send, 1000);

  expect(Math.round(went.at(-1)! / 100)).toBe(204);
});

test("after a moment in which the machine did something else, they do not all go at once", async () => {
  const { send, stall, went } = createWire();

  for (let burst = 0; burst < 20; burst++) {
    const sent = sendMany(send, 60);
    stall(700);
    await sent;
  }

  expect(mostInASecond(went)).toBeLessThanOrEqual(50);
});
