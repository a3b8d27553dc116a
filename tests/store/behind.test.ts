import { type CompiledQuery, type Dialect, Kysely, sql } from "kysely";
import { describe, expect, test } from "vitest";
import { behind } from "../../src/store/behind.ts";
import { createSqliteDialect } from "../../src/store/node-sqlite.ts";

const named = (name: string) => sql`select ${name}`;

/** A database that answers when the test says, by two ways. */
function setUp(atOnce: number) {
  const real = createSqliteDialect(":memory:", 1000);
  const asked: string[] = [];
  const answers = new Map<string, PromiseWithResolvers<void>>();
  let failures = 0;
  const dialect: Dialect = {
    createAdapter: () => real.createAdapter(),
    createIntrospector: (db) => real.createIntrospector(db),
    createQueryCompiler: () => real.createQueryCompiler(),
    createDriver: () => ({
      ...real.createDriver(),
      async acquireConnection() {
        if (failures > 0) {
          failures -= 1;
          throw new Error("no connection");
        }
        return {
          async executeQuery({ parameters: [name] }: CompiledQuery) {
            asked.push(String(name));
            const answer = Promise.withResolvers<void>();
            answers.set(String(name), answer);
            await answer.promise;
            return { rows: [] };
          },
          async *streamQuery() {},
        };
      },
      async releaseConnection() {},
    }),
  };
  return {
    asked,
    first: new Kysely<unknown>({ dialect }),
    posts: new Kysely<unknown>({ dialect: behind(dialect, atOnce) }),
    answer: (name: string) => answers.get(name)?.resolve(),
    fail: (times: number) => {
      failures = times;
    },
    settled: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))),
  };
}

describe("work that stands behind", () => {
  test("so much goes on at once, and the next goes on where one has ended, in the order it came", async () => {
    const it = setUp(2);
    for (const name of ["a", "b", "c", "d"]) void named(name).execute(it.posts);
    await it.settled();
    const before = [...it.asked];

    it.answer("b");
    await it.settled();
    const after = [...it.asked];
    it.answer("a");
    await it.settled();

    expect([before, after, it.asked]).toEqual([
      ["a", "b"],
      ["a", "b", "c"],
      ["a", "b", "c", "d"],
    ]);
  });

  test("what comes by the other way does not wait for it", async () => {
    const it = setUp(1);
    for (let number = 0; number < 20; number++) void named(`post ${number}`).execute(it.posts);
    await it.settled();

    const answer = named("a person's").execute(it.first);
    await it.settled();
    it.answer("a person's");
    await answer;

    expect(it.asked).toEqual(["post 0", "a person's"]);
  });

  test("one that gets no connection keeps no place", async () => {
    const it = setUp(1);
    it.fail(3);
    for (const name of ["a", "b", "c"]) await expect(named(name).execute(it.posts)).rejects.toThrow("no connection");

    void named("d").execute(it.posts);
    await it.settled();

    expect(it.asked).toEqual(["d"]);
  });

  test("one that fails gives its place to the next", async () => {
    const dialect = createSqliteDialect(":memory:", 1000);
    const db = new Kysely<unknown>({ dialect });
    const posts = new Kysely<unknown>({ dialect: behind(dialect, 1) });
    const failing = sql`select * from nobody`.execute(posts);
    const next = sql<{ n: number }>`select 1 as n`.execute(posts);

    expect(await Promise.allSettled([failing, next])).toMatchObject([
      { reason: new Error("no such table: nobody") },
      { value: { rows: [{ n: 1 }] } },
    ]);
    await db.destroy();
  });
});
