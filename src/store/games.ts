import { expressionBuilder, type Kysely } from "kysely";
import * as z from "zod";
import type { GameTable, SeatedGame } from "../bot/game-host.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { QUESTION_KINDS } from "../quiz/question.ts";
import { both } from "./both.ts";
import { readJson } from "./json.ts";
import type { GameRow } from "./rows/game.ts";
import { addPoint } from "./scores.ts";
import { type Tables, toText } from "./tables.ts";

/** For so long Discord has the message of a game changed: one that is older is over, whatever its state. */
const LIFE = Temporal.Duration.from({ minutes: 14 });

const question = z.object({
  kind: z.enum(QUESTION_KINDS),
  prompt: z.string(),
  options: z.array(z.string()),
  right: z.int(),
  factId: z.string().optional(),
  sources: z.array(z.object({ title: z.string(), url: z.string() })),
  told: z.string(),
});

const state = z.object({
  id: z.string(),
  questions: z.array(question),
  at: z.int(),
  phase: z.enum(["asking", "told", "over"]),
  dueAt: z.string().transform((it) => Temporal.Instant.from(it)),
  wrong: z.array(z.string()),
  winners: z.array(z.string().nullable()),
  unanswered: z.int(),
});

/** The table of games that are on. */
export function createGames(db: Kysely<Tables>, clock: Clock, log: Log): GameTable {
  const { exists } = expressionBuilder<Tables>();
  return {
    async open({ channelId, game, guildId, token }) {
      const oldest = toText(clock().subtract(LIFE));
      await db.deleteFrom("games").where("channel_id", "=", channelId).where("started_at", "<", oldest).execute();
      const added = await db
        .insertInto("games")
        .values({
          channel_id: channelId,
          guild_id: guildId ?? "",
          token,
          started_at: toText(clock()),
          version: 1,
          state: JSON.stringify(game),
        })
        .onConflict((it) => it.doNothing())
        .returning("channel_id")
        .execute();
      return added.length > 0;
    },

    async find(channelId) {
      const row = await db.selectFrom("games").selectAll().where("channel_id", "=", channelId).executeTakeFirst();
      return row && read(row);
    },

    async all() {
      const rows = await db.selectFrom("games").selectAll().execute();
      return rows.flatMap((it) => read(it) ?? []);
    },

    async move(seat, game, point) {
      const state = JSON.stringify(game);
      const moved = move(db, seat, state);
      if (point === undefined) return (await moved.execute()).length > 0;
      const now = db
        .selectFrom("games")
        .select("channel_id")
        .where("channel_id", "=", seat.channelId)
        .where("version", "=", seat.version + 1)
        .where("state", "=", state);
      return (await both(db, moved, addPoint(db, point, exists(now)))).length > 0;
    },

    async close({ channelId, token, version }) {
      // Another may have begun there since.
      await db
        .deleteFrom("games")
        .where("channel_id", "=", channelId)
        .where("version", "=", version)
        .where("token", "=", token)
        .execute();
    },
  };

  function read(row: GameRow): SeatedGame | undefined {
    const { data, error } = state.safeParse(readJson(row.state));
    if (data === undefined) {
      log.error({ channel: row.channel_id, reason: error.message }, "a game cannot be read, and is left out");
      return undefined;
    }
    return {
      channelId: row.channel_id,
      guildId: row.guild_id || undefined,
      token: row.token,
      endsAt: Temporal.Instant.from(row.started_at).add(LIFE),
      version: row.version,
      game: data,
    };
  }
}

/** Gives a row where it was at that version. */
function move(db: Kysely<Tables>, { channelId, version }: Pick<SeatedGame, "channelId" | "version">, state: string) {
  return db
    .updateTable("games")
    .set({ version: version + 1, state })
    .where("channel_id", "=", channelId)
    .where("version", "=", version)
    .returning("channel_id");
}
