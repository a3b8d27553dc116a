import type { Fact } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import { button, PLAIN, type Reply, reply, row, text } from "./reply.ts";
import { plain, timestamp } from "./text.ts";

/** What a person said is wrong with a fact. */
interface Reported {
  readonly userId: string;
  readonly factId: string;
  readonly words: string;
  readonly source: string | undefined;
  readonly at: Temporal.Instant;
}

/** A report, for those who look after the facts. @param fact `undefined` where it was withdrawn meanwhile */
export function renderReport({ at, factId, source, userId, words }: Reported, fact: Fact | undefined): Reply {
  return reply("everyone", PLAIN, [
    text(
      `### A report on “${plain(fact?.headline ?? factId, 150)}”`,
      plain(words, 1200),
      source && `**A source:** ${plain(source, 600)}`,
      `-# ${plain(factId)} · from <@${userId}> ${timestamp(at, "R")}`,
    ),
    row(fact && button("Show the fact", customId("fact", "show", factId))),
  ]);
}
