import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createLanes } from "../../src/schedule/lanes.ts";

const NO_PATIENCE = 0;

test("those that hang leave their places to the next, and are waited for in the end", async () => {
  const lanes = createLanes(
    () => true,
    () => {},
    NO_PATIENCE,
  );
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  const done: number[] = [];
  const items = Array.from({ length: 60 }, (_, number) => number);

  await lanes.each([items], async (number) => {
    if (number < 50) await letGo;
    done.push(number);
  });
  const meanwhile = [...done];
  const ended = lanes.ended();
  resolve();
  await ended;

  expect(meanwhile).toEqual(items.slice(50));
  expect(done).toHaveLength(60);
});

test("so many at a time have their turn, and the rest are counted as waiting", async () => {
  const lanes = createLanes(
    () => true,
    () => {},
  );
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  let begun = 0;

  const all = lanes.each([Array.from({ length: 60 })], async () => {
    begun += 1;
    await letGo;
  });
  await nextTurn();
  const [first, waiting] = [begun, lanes.waiting()];
  resolve();
  await all;

  expect([first, waiting]).toEqual([25, 35]);
  expect([begun, lanes.waiting()]).toEqual([60, 0]);
});

test("one that fails is told, and the others have their turn", async () => {
  const told: unknown[] = [];
  const lanes = createLanes(
    () => true,
    (error) => told.push(error),
  );
  const done: number[] = [];

  await lanes.each([[1, 2, 3]], async (number) => {
    if (number === 2) throw new Error("no");
    done.push(number);
  });

  expect(done).toEqual([1, 3]);
  expect(told).toEqual([new Error("no")]);
});

test("once closed, those that wait pass without their turn", async () => {
  let open = true;
  const lanes = createLanes(
    () => open,
    () => {},
  );
  let begun = 0;

  await lanes.each([Array.from({ length: 60 })], async () => {
    begun += 1;
    open = false;
  });

  expect(begun).toBeLessThan(60);
  expect(lanes.waiting()).toBe(0);
});

test("who had a turn is let go while others of the same call still wait", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const lanes = createLanes(
    () => true,
    () => {},
  );
  const [first, last] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const had: WeakRef<object>[] = [];

  const all = lanes.each(
    (function* () {
      for (let part = 0; part < 20; part++) yield Array.from({ length: 5 }, (_, at) => ({ number: 5 * part + at }));
    })(),
    async (item) => {
      had.push(new WeakRef(item));
      if (item.number < 25) await first.promise;
      if (item.number >= 50) await last.promise;
    },
  );
  await nextTurn();
  first.resolve();
  while (had.length < 75) await nextTurn();
  await nextTurn();
  collect();
  const kept = had.slice(0, 50).filter((it) => it.deref() !== undefined).length;
  const waiting = lanes.waiting();
  last.resolve();
  await all;

  expect([kept, waiting]).toEqual([0, 25]);
});
