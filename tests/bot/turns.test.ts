import { describe, expect, test } from "vitest";
import { createServerTurns } from "../../src/bot/turns.ts";
import { createRounds } from "./rounds.ts";

const server = (guildId: string) => ({ guildId, userId: "1" });
const alone = (userId: string) => ({ guildId: undefined, userId });

/** Turns on a loop that the test turns, and what was done at each. */
function setUp(patience = 1_000_000) {
  const rounds = createRounds();
  const turns = createServerTurns(rounds.goRound, patience);
  const done: string[] = [];
  const ask = (who: Parameters<typeof turns.run>[0], what: string) => turns.run(who, async () => done.push(what));
  return { rounds, turns, done, ask };
}

describe("turns", () => {
  test("a server that asks 300 times at once holds up another's request for what it is at, and no turn more", async () => {
    const { ask, done, rounds } = setUp();
    for (let number = 0; number < 300; number++) void ask(server("busy"), "busy");
    await rounds.once();
    void ask(server("quiet"), "quiet");

    await rounds.once();
    await rounds.once();

    expect(done).toEqual(["busy", "busy", "quiet", "busy"]);
  });

  test("outside of servers each person has turns of their own", async () => {
    const { ask, done, rounds } = setUp();
    for (const what of ["mia 1", "mia 2", "mia 3"]) void ask(alone("mia"), what);
    void ask(alone("mo"), "mo");

    await rounds.toTheEnd();

    expect(done).toEqual(["mia 1", "mo", "mia 2", "mia 3"]);
  });

  test("one piece of work is done at a time: between two of them the loop goes round", async () => {
    const { ask, done, rounds } = setUp();
    await ask(server("a"), "a");
    for (const guildId of ["b", "c"]) void ask(server(guildId), guildId);
    const seen: number[] = [done.length];

    while (await rounds.once()) seen.push(done.length);

    expect(seen.slice(0, 3)).toEqual([1, 2, 3]);
  });

  test("while nobody else is at work, one is not kept waiting", async () => {
    const { ask, done } = setUp();

    await ask(server("a"), "at once");

    expect(done).toEqual(["at once"]);
  });

  test("long work gives way between its steps, and goes on before what its server asked for later", async () => {
    const { ask, done, rounds, turns } = setUp();
    const long = async () => {
      for (const step of [1, 2, 3]) {
        done.push(`step ${step}`);
        await turns.giveWay(server("a"));
      }
    };
    void turns.run(server("a"), long);
    void ask(server("a"), "later");
    for (const what of ["other 1", "other 2"]) void ask(server("b"), what);

    await rounds.toTheEnd();

    expect(done).toEqual(["step 1", "other 1", "step 2", "other 2", "step 3", "later"]);
  });

  test("of one server two requests are under way at once, however many wait for the database", async () => {
    const { ask, done, rounds, turns } = setUp();
    const database = Promise.withResolvers<void>();
    let begun = 0;
    const waiting = Array.from({ length: 10 }, () =>
      turns.run(server("busy"), () => {
        begun += 1;
        return database.promise;
      }),
    );
    await rounds.toTheEnd();
    const before = begun;
    void ask(server("quiet"), "quiet");
    await rounds.toTheEnd();
    database.resolve();
    await rounds.toTheEnd();
    await Promise.all(waiting);

    expect([before, begun]).toEqual([2, 10]);
    expect(done).toEqual(["quiet"]);
  });

  test("one that waits for long leaves its place, once", async () => {
    const { ask, done, rounds, turns } = setUp(0);
    const never = new Promise<void>(() => {});
    for (let number = 0; number < 4; number++) void turns.run(server("a"), () => never);
    void ask(server("a"), "fifth");

    while (done.length === 0) await rounds.once();

    expect(done).toEqual(["fifth"]);
  });

  test("what fails ends its own turn and no other's", async () => {
    const { ask, done, rounds, turns } = setUp();
    const failing = turns.run(server("a"), async () => {
      throw new Error("no");
    });
    void ask(server("a"), "next");

    await Promise.all([rounds.toTheEnd(), expect(failing).rejects.toThrow("no")]);

    expect(done).toEqual(["next"]);
  });
});
