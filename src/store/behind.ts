import type { DatabaseConnection, Dialect } from "kysely";

/**
 * The same database, for work that has time: of all that goes on in it, so much at once at the most. What people ask for
 * comes by the other way, and waits for no more than that.
 *
 * It is not to be destroyed: what it stands behind is.
 *
 * @param dialect whose drivers share one database, as all of ours do
 */
export function behind(dialect: Dialect, atOnce: number): Dialect {
  const waiting: (() => void)[] = [];
  let places = atOnce;
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver();
      return {
        init: () => driver.init(),
        async acquireConnection() {
          await place();
          try {
            return await driver.acquireConnection();
          } catch (error) {
            leave();
            throw error;
          }
        },
        async releaseConnection(connection: DatabaseConnection) {
          await driver.releaseConnection(connection).finally(leave);
        },
        beginTransaction: (...args) => driver.beginTransaction(...args),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
        destroy: async () => {},
      };
    },
  };

  async function place(): Promise<void> {
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** The place goes to the one that has waited longest. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) places += 1;
    else next();
  }
}
