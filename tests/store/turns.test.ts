import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTurns } from "../../src/store/turns.ts";

/** Two connections to one file with one table of whole numbers from 1 to 9, the first in turns. */
async function setUp(patience = 100) {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "turns.db");
  const database = new DatabaseSync(file, { timeout: 0 });
  database.exec("pragma journal_mode = wal; create table it (n integer primary key check (n < 10))");
  const other = new DatabaseSync(file, { timeout: 0 });
  const turns = createTurns(database, patience);
  let commits = 0;
  const { exec } = database;
  database.exec = (sql) => {
    commits += Number(sql === "commit");
    return exec.call(database, sql);
  };
  const write = (n: number) =>
    turns.take({ writes: true, act: () => database.prepare("insert into it values (?)").run(n) });
  const read = () =>
    turns.take({
      writes: false,
      act: () =>
        database
          .prepare("select n from it")
          .all()
          .map(({ n }) => n),
    });
  return {
    database,
    other,
    turns,
    write,
    read,
    commits: () => commits,
    async [Symbol.asyncDispose]() {
      turns.end();
      database.close();
      other.close();
      await folder.remove();
    },
  };
}

test("what is written at the same time shares one commit, and stands once it is told", async () => {
  await using it = await setUp();

  await Promise.all([1, 2, 3].map(it.write));

  expect(it.commits()).toBe(1);
  expect(it.other.prepare("select count(*) as n from it").get()).toEqual({ n: 3 });
});

test("one alone is its own commit, and one that need not outlast a power cut is there at once", async () => {
  await using it = await setUp();
  const lasting = () => it.database.prepare("pragma synchronous").get();
  const seen: unknown[] = [];
  const act = (n: number) => () => {
    seen.push(lasting());
    return it.database.prepare("insert into it values (?)").run(n);
  };

  const light = it.turns.take({ writes: true, light: true, act: act(1) });
  const thereAtOnce = it.other.prepare("select n from it").all();
  await light;
  await it.turns.take({ writes: true, act: act(2) });

  expect(thereAtOnce).toEqual([{ n: 1 }]);
  expect(seen).toEqual([{ synchronous: 1 }, { synchronous: 2 }]);
  expect(lasting()).toEqual({ synchronous: 2 });
  expect(await it.read()).toEqual([1, 2]);
  expect(it.commits()).toBe(0);
});

test("one that fails is refused by itself: the others stand", async () => {
  await using it = await setUp();

  const ended = await Promise.allSettled([1, 10, 2, 2, 3].map(it.write));

  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(await it.read()).toEqual([1, 2, 3]);
});

test("while another program writes, the process goes on, reads are answered, and each write waits as long as it may", async () => {
  await using it = await setUp();
  it.other.exec("begin immediate");

  const first = it.write(1).catch((error) => error.message);
  await sleep(60);
  const second = it.write(2);
  let turnsHad = 0;
  let refused: string | undefined;
  void first.then((said) => {
    refused = said as string;
  });
  const began = performance.now();
  while (refused === undefined) {
    await nextTurn();
    turnsHad += 1;
  }
  const readMeanwhile = await it.read();
  it.other.exec("rollback");
  await second;

  expect(refused).toBe("database is locked");
  expect(performance.now() - began).toBeLessThan(5000);
  expect(turnsHad).toBeGreaterThan(10);
  expect(readMeanwhile).toEqual([]);
  expect(await it.read()).toEqual([2]);
});

test("a program that holds the whole file, as one that compacts it, keeps reads waiting and not the process", async () => {
  await using it = await setUp(2000);
  it.database.exec("pragma journal_mode = delete");
  it.other.exec("begin exclusive");

  const reading = it.read();
  const beside = await Promise.race([reading.then(() => "read"), sleep(40, "a turn")]);
  it.other.exec("rollback");

  expect(beside).toBe("a turn");
  expect(await reading).toEqual([]);
});

test("a hundred statements leave others their turn between them", async () => {
  await using it = await setUp();
  const slow = () => {
    const end = performance.now() + 1;
    while (performance.now() < end);
  };
  let done = false;
  let turnsHad = 0;
  const all = Promise.all(
    Array.from({ length: 100 }, (_, at) => it.turns.take({ writes: at % 2 === 0, act: slow })),
  ).finally(() => {
    done = true;
  });
  while (!done) {
    await nextTurn();
    turnsHad += 1;
  }
  await all;

  expect(turnsHad).toBeGreaterThan(4);
});

test("a transaction of several statements is one's own", async () => {
  await using it = await setUp();
  await it.turns.take({ writes: false, act: () => it.database.exec("begin immediate") });
  await it.write(1);
  await it.turns.take({ writes: false, act: () => it.database.exec("rollback") });

  expect(await it.read()).toEqual([]);
});

test("once it is closed, what waits is refused", async () => {
  await using it = await setUp();
  it.other.exec("begin immediate");
  const waiting = it.write(1);
  await sleep(30);

  it.turns.end();

  await expect(waiting).rejects.toThrow("the database is closed");
});

/** In which round of the loop something is done, from 0. */
function countRounds() {
  let rounds = 0;
  const counting = () => {
    rounds += 1;
    counter = setImmediate(counting);
  };
  let counter = setImmediate(counting);
  return { now: () => rounds, [Symbol.dispose]: () => clearImmediate(counter) };
}

test("what is read and what is written have a turn of the loop each", async () => {
  await using it = await setUp();
  using rounds = countRounds();
  const at = (writes: boolean) => it.turns.take({ writes, act: rounds.now });

  const [written, read, more, also] = await Promise.all([at(true), at(false), at(true), at(false)]);

  // Those of a kind together.
  expect(written).toBe(more);
  expect(read).toBe(also);
  expect(read).not.toBe(written);
});

test("what one reads after the other is read at once, until that has taken a millisecond", async () => {
  await using it = await setUp();
  using rounds = countRounds();
  let elapsed = 0;
  const turns = createTurns(it.database, 100, () => elapsed);
  const read = (takes: number) =>
    turns.take({
      writes: false,
      act() {
        elapsed += takes;
        return rounds.now();
      },
    });

  const atOnce = [await read(0.4), await read(0.4), await read(0.4)];
  const then = await Promise.all([read(0.4), read(0.4)]);

  expect(atOnce).toEqual([0, 0, 0]);
  expect(then).toEqual([then[0], then[0]]);
  expect(then[0]).toBeGreaterThan(0);
});
