import { DatabaseSync } from "node:sqlite";
import { ChannelType } from "discord-api-types/v10";
import { Client } from "pg";

export const SERVERS = 10_000;
const CHANNELS_PER_SERVER = 10;
export const ORDERS = SERVERS * CHANNELS_PER_SERVER;

/** One order in so many is due in the minute that is measured. */
export const DUE_SHARE = 10;

/** Nine in ten orders are for 23:00, one for 09:00; the eve of all is on record, and a day that is to be forgotten. */
export async function orderIn(url: string): Promise<void> {
  const numbers = `with recursive it (n) as (select 0 union all select n + 1 from it where n < ${ORDERS - 1})`;
  const channel = "cast(10000000 + n as text)";
  const guild = `cast(1000000 + n % ${SERVERS} as text)`;
  // Each at another time, as in life: what is the same in all rows is read once.
  const made = `'2025-01-01T00:' || cast(10 + n / 2000 as text) || ':' || cast(10 + n / 40 % 50 as text)
    || '.' || cast(100 + n % 40 as text) || 'Z'`;
  const orders = `insert into orders (channel_id, channel_type, guild_id, time, time_zone, otherwise, publish, thread,
    created_by, created_at, active_since) ${numbers} select ${channel}, ${ChannelType.GuildText}, ${guild},
    case when n % ${DUE_SHARE} = 0 then '09:00:00' else '23:00:00' end, 'UTC', 'any', 0, 0, '1',
    ${made}, ${made} from it where true`;
  const deliveries = (day: string) => `insert into deliveries (channel_id, day, channel_type, guild_id, state, due_at,
    claimed_at, attempts, retry_at, fact_id, ended_at, lasting) ${numbers} select ${channel}, '${day}',
    ${ChannelType.GuildText}, ${guild}, 'posted', '${day}T09:00:00.000Z', '${day}T09:00:00.000Z', 1,
    '${day}T09:00:00.000Z', 'fact', '${day}T09:00:00.000Z', 0 from it where true`;
  const statements = [orders, deliveries("2026-09-26"), deliveries("2025-08-22")];
  if (url.startsWith("sqlite:")) {
    using database = new DatabaseSync(url.slice("sqlite:".length));
    for (const statement of statements) database.exec(statement);
    return;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of [...statements, "vacuum analyze"]) await client.query(statement);
  await client.end();
}
