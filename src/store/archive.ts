import { type Kysely, sql } from "kysely";
import { type Archive, KEPT_OF, type Kept, type Owner } from "../bot/tools.ts";
import { NOBODY } from "../schedule/order.ts";
import { BELONGINGS, type OwnedTable } from "./belongings.ts";
import { forgetServer } from "./reach.ts";
import type { Tables } from "./tables.ts";

/** The tables whose rows are somebody's; but for `reach`, which is the bot's own note of a server. */
type OwnedBy<Of extends Owner> = {
  [Name in OwnedTable]: (typeof BELONGINGS)[Name] extends { readonly [Side in Of]: string } ? Name : never;
}[OwnedTable];

/** Told of each: that none is left out is for the compiler to see. */
const TOLD: { readonly [Of in Owner]: readonly Exclude<OwnedBy<Of>, "reach">[] } = KEPT_OF;

/** What is kept of people and servers, in whatever table. */
export function createArchive(db: Kysely<Tables>): Archive {
  return {
    async count(of, id) {
      const counts = await Promise.all(TOLD[of].map(async (table) => [table, await countIn(table, of, id)] as const));
      return Object.fromEntries(counts) as Kept<typeof of>;
    },
    forget: (of, id) => (of === "server" ? forgetServer(db, id) : forgetPerson(db, id)),
  };

  async function countIn(table: OwnedTable, of: Owner, id: string): Promise<number> {
    const { count } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where(sql.ref(columnOf(table, of)), "=", id)
      .executeTakeFirstOrThrow();
    return Number(count);
  }
}

function columnOf(table: OwnedTable, of: Owner): string {
  const { [of]: column } = BELONGINGS[table] as { readonly [Side in Owner]?: string };
  if (column === undefined) throw new Error(`${table} holds nothing of a ${of}`);
  return column;
}

/** What is a person's own goes; what is a server's, its daily posts and facts, stays without the person. */
async function forgetPerson(db: Kysely<Tables>, userId: string): Promise<void> {
  for (const table of TOLD.person) {
    if (table === "orders" || table === "own_facts") continue;
    await db
      .deleteFrom(table)
      .where(sql.ref(columnOf(table, "person")), "=", userId)
      .execute();
  }
  await db.updateTable("orders").set({ created_by: NOBODY, tell_at: null }).where("created_by", "=", userId).execute();
  await db.updateTable("own_facts").set({ user_id: NOBODY }).where("user_id", "=", userId).execute();
  // The row of an order that can still be put back, as JSON.
  const [whole, none] = [userId, NOBODY].map((id) => `"created_by":${JSON.stringify(id)}`);
  await db
    .updateTable("removed")
    .set({ order: sql`replace(${sql.ref("order")}, ${whole}, ${none})` })
    .where("order", "like", `%${whole}%`)
    .execute();
}
