import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { DatabaseError, Pool } from "pg";
import type { Log } from "../log.ts";

/** Milliseconds that PostgreSQL may be silent: whoever waits for it is then told, and not left to wait. */
const POSTGRES_PATIENCE = 10_000;

/** At once, of one process. */
const CONNECTIONS = 5;

/** A pool of connections to the server that a `postgres://…` address names; none is made before it is needed. */
export function createPostgresDialect(connectionString: string, log: Log, patience = POSTGRES_PATIENCE): Dialect {
  const limits = { connectionTimeoutMillis: patience, query_timeout: patience, keepAlive: true };
  const pool = new Pool({ connectionString, max: CONNECTIONS, ...limits });
  // Also one in use: the statement fails, and whoever made it is told.
  pool.on("connect", (client) => client.on("error", () => {}));
  // An unheard error of an idle connection would end the process; the pool replaces the connection by itself.
  pool.on("error", (error) => log.warn({ err: error.message }, "a database connection was lost"));
  return new PostgresDialect({ pool: withoutSilent(pool) });
}

/**
 * The pool, but that a connection goes once a statement in it was answered by nothing: that statement may still be
 * carried out, and a `begin` that is would hold back all that the connection is used for later.
 */
function withoutSilent(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      let silent = false;
      const query = async (text: string, values: unknown[]) => {
        try {
          return await client.query(text, values);
        } catch (error) {
          silent ||= !(error instanceof DatabaseError);
          throw error;
        }
      };
      return { query, release: () => client.release(silent) } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}
