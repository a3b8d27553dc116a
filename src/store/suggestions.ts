import type { Kysely } from "kysely";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { FormText } from "../own/form-text.ts";
import { type Drafts, MOST_A_DAY, MOST_OPEN, type Suggestion, type Suggestions } from "../own/suggestion.ts";
import type { SuggestionRow } from "./rows/suggestion.ts";
import { type Tables, toText } from "./tables.ts";

const A_DAY = Temporal.Duration.from({ hours: 24 });

const form = z.object({
  date: z.string(),
  headline: z.string(),
  text: z.string(),
  who: z.string(),
  sources: z.string(),
});

/** The tables of what members suggest. */
export function createSuggestions(db: Kysely<Tables>, clock: Clock): Suggestions {
  return {
    async box(guildId) {
      const row = await db
        .selectFrom("suggestion_boxes")
        .selectAll()
        .where("guild_id", "=", guildId)
        .executeTakeFirst();
      return row && { channelId: row.channel_id, channelType: row.channel_type };
    },

    async setBox(guildId, box) {
      if (box === undefined) {
        await db.deleteFrom("suggestion_boxes").where("guild_id", "=", guildId).execute();
        return;
      }
      const columns = { channel_id: box.channelId, channel_type: box.channelType };
      await db
        .insertInto("suggestion_boxes")
        .values({ guild_id: guildId, ...columns })
        .onConflict((it) => it.column("guild_id").doUpdateSet(columns))
        .execute();
    },

    async standing(guildId, userId) {
      const rows = await db
        .selectFrom("suggestions")
        .select(["guild_id", "state", "at"])
        .where("user_id", "=", userId)
        .where(({ eb, or }) => or([eb("state", "=", "open"), eb("at", ">", toText(clock().subtract(A_DAY)))]))
        .execute();
      if (rows.filter((it) => it.guild_id === guildId && it.state === "open").length >= MOST_OPEN) return "open";
      const since = toText(clock().subtract(A_DAY));
      return rows.filter((it) => it.at > since).length >= MOST_A_DAY ? "day" : "welcome";
    },

    async add({ form, guildId, userId }) {
      const row: SuggestionRow = {
        id: crypto.randomUUID(),
        guild_id: guildId,
        user_id: userId,
        at: toText(clock()),
        state: "open",
        form: JSON.stringify(form),
        place_id: null,
        message_id: null,
      };
      await db.insertInto("suggestions").values(row).execute();
      return toSuggestion(row);
    },

    async get(guildId, id) {
      const row = await db
        .selectFrom("suggestions")
        .selectAll()
        .where("id", "=", id)
        .where("guild_id", "=", guildId)
        .executeTakeFirst();
      return row && toSuggestion(row);
    },

    async place(id, { messageId, placeId }) {
      await db
        .updateTable("suggestions")
        .set({ place_id: placeId, message_id: messageId })
        .where("id", "=", id)
        .execute();
    },

    async decide(id, state, form) {
      const decided = await db
        .updateTable("suggestions")
        .set({ state, ...(form && { form: JSON.stringify(form) }) })
        .where("id", "=", id)
        .where("state", "=", "open")
        .returning("id")
        .execute();
      return decided.length > 0;
    },

    async reopen(id) {
      await db.updateTable("suggestions").set({ state: "open" }).where("id", "=", id).execute();
    },

    async drop(id) {
      await db.deleteFrom("suggestions").where("id", "=", id).execute();
    },
  };
}

/** The table of what people filled in that did not fit. */
export function createDrafts(db: Kysely<Tables>, clock: Clock): Drafts {
  return {
    async get({ guildId, userId }) {
      const row = await db
        .selectFrom("drafts")
        .select("form")
        .where("user_id", "=", userId)
        .where("guild_id", "=", guildId)
        .executeTakeFirst();
      return row && readForm(row.form);
    },

    async keep({ guildId, userId }, form) {
      const columns = { form: JSON.stringify(form), at: toText(clock()) };
      await db
        .insertInto("drafts")
        .values({ user_id: userId, guild_id: guildId, ...columns })
        .onConflict((it) => it.columns(["user_id", "guild_id"]).doUpdateSet(columns))
        .execute();
    },
  };
}

function toSuggestion(row: SuggestionRow): Suggestion {
  const { message_id: messageId, place_id: placeId } = row;
  return {
    id: row.id,
    guildId: row.guild_id,
    userId: row.user_id,
    state: row.state,
    form: readForm(row.form),
    posted: messageId === null || placeId === null ? undefined : { messageId, placeId },
  };
}

function readForm(text: string): FormText {
  return form.parse(JSON.parse(text));
}
