import type { Kysely } from "kysely";
import type { Candidates, ShownFacts } from "../bot/tools.ts";
import type { Clock } from "../clock.ts";
import { prepare } from "./prepared.ts";
import { type ShownRow, type Tables, toText } from "./tables.ts";

/** The table of facts that channels have seen. */
export function createShown(db: Kysely<Tables>, clock: Clock): ShownFacts {
  const seenIn = prepare(db, ({ channelId }: { channelId: string }) =>
    db.selectFrom("shown").select("fact_id").where("channel_id", "=", channelId).orderBy("shown_at", "desc"),
  );
  const add = prepare(db, (row: ShownRow) =>
    db
      .insertInto("shown")
      .values({ channel_id: row.channel_id, guild_id: row.guild_id, fact_id: row.fact_id, shown_at: row.shown_at })
      .onConflict((it) => it.doNothing())
      .returning("fact_id"),
  );
  return {
    async pick({ channelId, guildId }, candidates) {
      const seen = await seenIn({ channelId });
      const seenIds = seen.map((it) => it.fact_id);
      const told = seenIds.filter((it) => candidates.has(it)).length;
      const isOver = told === candidates.size;
      if (isOver) await forget(channelId, candidates);

      const nth = isOver ? 1 : told + 1;
      let first: string | undefined;
      for (const id of isOver ? lastOneLast(candidates, seenIds[0]) : without(candidates, new Set(seenIds))) {
        first ??= id;
        if (await remember(channelId, guildId, id)) return { id, seen: nth };
      }
      // Others in the channel were given the very last ones at this moment: one is seen twice rather than none at all.
      return { id: first as string, seen: nth };
    },
  };

  /** False when it is remembered already: someone else in the channel was given it just now. */
  async function remember(channelId: string, guildId: string | undefined, factId: string): Promise<boolean> {
    const row = { channel_id: channelId, guild_id: guildId ?? null, fact_id: factId, shown_at: toText(clock()) };
    return (await add(row)).length > 0;
  }

  async function forget(channelId: string, candidates: Candidates): Promise<void> {
    const its = db.deleteFrom("shown").where("channel_id", "=", channelId);
    await its.where("fact_id", "in", [...candidates]).execute();
  }
}

/** A new round does not begin with the fact that ended the one before. */
function lastOneLast(candidates: Candidates, last: string | undefined): readonly string[] {
  return [...candidates].sort((a, b) => Number(a === last) - Number(b === last));
}

function* without(candidates: Candidates, seen: ReadonlySet<string>): Generator<string> {
  for (const id of candidates) if (!seen.has(id)) yield id;
}
