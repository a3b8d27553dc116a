import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely";
import { Pool } from "pg";
import type { OrderBook, ShownFacts } from "../bot/command.ts";
import type { Clock } from "../clock.ts";
import { ConfigError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { DailyOrder } from "../schedule/order.ts";
import type { DeliveryLog } from "../schedule/poster.ts";
import { createDeliveries } from "./deliveries.ts";
import { migrate } from "./migrations.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { createOrders } from "./orders.ts";
import { createShown } from "./shown.ts";
import type { Tables } from "./tables.ts";

/** All that the bot keeps. Dispose to close it. */
export interface Store extends AsyncDisposable {
  readonly orders: OrderBook & {
    /** Every order that is not paused, of all servers. */
    running(): Promise<readonly DailyOrder[]>;
  };
  readonly deliveries: DeliveryLog;
  readonly shown: ShownFacts;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @param url `sqlite:FILE`, `sqlite::memory:` or `postgres://…`
 * @throws {ConfigError} when it cannot be opened; the reason is in it, a password is not
 */
export async function openStore(url: string, clock: Clock, log: Log): Promise<Store> {
  const db = url.startsWith("sqlite:") ? connectSqlite(url.slice("sqlite:".length)) : connectPostgres(url, log);
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw new ConfigError(`DATABASE_URL names a database that cannot be used: ${messageOf(error)}`, { cause: error });
  }
  return {
    orders: createOrders(db),
    deliveries: createDeliveries(db),
    shown: createShown(db, clock),
    ping: async () => void (await sql`select 1`.execute(db)),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

function connectSqlite(file: string): Kysely<Tables> {
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    return new Kysely({ dialect: new SqliteDialect({ database: openNodeSqlite(file) }) });
  } catch (error) {
    throw new ConfigError(`DATABASE_URL names a file that cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

function connectPostgres(connectionString: string, log: Log): Kysely<Tables> {
  const pool = new Pool({ connectionString, max: 5 });
  // An unheard error of an idle connection would end the process; the pool replaces the connection by itself.
  pool.on("error", (error) => log.warn({ err: error.message }, "a database connection was lost"));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
