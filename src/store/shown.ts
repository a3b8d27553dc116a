import type { Kysely } from "kysely";
import type { ShownFacts } from "../bot/tools.ts";
import type { Clock } from "../clock.ts";
import { type Tables, toText } from "./tables.ts";

/** The table of facts that channels have seen. */
export function createShown(db: Kysely<Tables>, clock: Clock): ShownFacts {
  return {
    async pick({ channelId, guildId }, candidates) {
      const seen = await db
        .selectFrom("shown")
        .select("fact_id")
        .where("channel_id", "=", channelId)
        .orderBy("shown_at", "desc")
        .execute();
      const seenIds = seen.map((it) => it.fact_id);
      const known = new Set(seenIds);
      const unseen = candidates.filter((it) => !known.has(it));
      const order = unseen.length > 0 ? unseen : lastOneLast(candidates, seenIds[0]);
      if (unseen.length === 0) await forget(channelId, candidates);

      const nth = unseen.length > 0 ? candidates.length - unseen.length + 1 : 1;
      for (const id of order) {
        if (await remember(channelId, guildId, id)) return { id, seen: nth };
      }
      // Others in the channel were given the very last ones at this moment: one is seen twice rather than none at all.
      return { id: order[0] as string, seen: nth };
    },
  };

  /** False when it is remembered already: someone else in the channel was given it just now. */
  async function remember(channelId: string, guildId: string | undefined, factId: string): Promise<boolean> {
    const added = await db
      .insertInto("shown")
      .values({ channel_id: channelId, guild_id: guildId ?? null, fact_id: factId, shown_at: toText(clock()) })
      .onConflict((it) => it.doNothing())
      .returning("fact_id")
      .execute();
    return added.length > 0;
  }

  async function forget(channelId: string, candidates: readonly string[]): Promise<void> {
    await db.deleteFrom("shown").where("channel_id", "=", channelId).where("fact_id", "in", candidates).execute();
  }
}

/** A new round does not begin with the fact that ended the one before. */
function lastOneLast(candidates: readonly string[], last: string | undefined): readonly string[] {
  return candidates.toSorted((a, b) => Number(a === last) - Number(b === last));
}
