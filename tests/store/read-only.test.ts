import { Client } from "pg";
import { expect, test } from "vitest";
import { clockAt, startBot, startTown } from "../bot/bot.ts";
import { freePort, startPostgres } from "./databases.ts";

/** Has the database take no writes, as one in recovery, or take them again; sessions of the bot's feel it at once. */
async function setReadOnly(url: string, on: boolean): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("set default_transaction_read_only = off");
  await client.query(`alter database postgres set default_transaction_read_only = ${on ? "on" : "off"}`);
  // But that of the election, which writes nothing.
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'
    and pid <> pg_backend_pid() and pid not in (select pid from pg_locks where locktype = 'advisory')`);
  await client.end();
}

test("a database that takes no writes any more: not ready, told of once, and what is due goes out when it does", async () => {
  await using database = await startPostgres();
  await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  const port = await freePort();
  await using bot = await startBot(town, { DATABASE_URL: database.url, HTTP_PORT: String(port) });
  const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
  await town.discord.command(town.moderator, "daily add", { channel: town.channel.id, time: "09:00", timezone: "UTC" });
  const beatAt = async (time: string) => {
    town.clock.set(`2026-09-27T${time}:00Z`);
    await bot.beat();
  };
  const posts = () => town.discord.world.messages(town.channel).filter(({ author }) => author.bot).length;

  await setReadOnly(database.url, true);
  for (const minute of ["09:00", "09:01", "09:02"]) await beatAt(minute);
  const [ill, posted] = [await ready(), posts()];
  await setReadOnly(database.url, false);
  await beatAt("09:03");

  expect(posted).toBe(0);
  expect(ill).toContain("a post due at 2026-09-27T09:00:00Z has not begun\n");
  expect(posts()).toBe(1);
  expect(await ready()).toBe("ready\n");
  const told = bot.log.map(({ msg }) => msg).filter((msg) => msg.startsWith("posting what is due"));
  expect(told).toEqual([
    "posting what is due failed; it is tried again at each beat",
    "posting what is due works again",
  ]);
});
