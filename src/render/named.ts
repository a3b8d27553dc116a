import type { Connection, Fact, Named } from "../../facts/index.ts";
import { type Ends, hopLine, labelOf } from "./connect.ts";
import { customId } from "./custom-id.ts";
import { factLine, factOption } from "./line.ts";
import type { Look } from "./look.ts";
import { button, LIMITS, notice, PLAIN, type Reply, reply, row, select, text } from "./reply.ts";
import { count, plain, writeList } from "./text.ts";

/** How two of those who are named are joined. */
export interface Joining {
  readonly ends: Ends;
  readonly connection: Connection;
}

/** What is known of those whom a message names. */
export interface NamedView {
  readonly named: Named;
  /** Best first, at most `MOST_JOININGS`. */
  readonly joinings: readonly Joining[];
  /** Best first. */
  readonly facts: readonly Fact[];
}

const MOST_NAMES = 8;
/** So many pairs are told of, as there is a button for each. */
export const MOST_JOININGS = 4;
const MOST_FACTS = 6;

/** What joins the artists and songs that a message names, and what there is on them; for the asker alone. */
export function renderNamed({ facts, joinings, named }: NamedView, look: Look): Reply {
  const [best] = facts;
  if (best === undefined && joinings.length === 0) return notice(nothingOn(named));
  const shown = facts.slice(0, MOST_FACTS);
  return reply("asker", best === undefined ? PLAIN : look.colourOf(best), [
    text("## Named in this message", namesLine(named)),
    joinings.length === 0 ? undefined : text("### What joins them", ...joinings.map((it) => `- ${joiningLine(it)}`)),
    shown.length === 0 ? undefined : text("### Facts", ...shown.map((it) => `- ${factLine(it)}`)),
    select(customId("search", "open"), "Open one of these", facts.slice(0, LIMITS.optionsInSelect).map(factOption)),
    row(...joinings.map(({ ends }) => button(pairLabel(ends), customId("connect", "way", ...ends.keys, "1")))),
  ]);
}

const NOTHING = "I find no artist and no song that I know in this message; /search looks for any word.";

/** A name may be known that no fact bears. */
function nothingOn({ artists }: Named): string {
  if (artists.length === 0) return NOTHING;
  return `I have no fact on ${writeList(artists.slice(0, MOST_NAMES).map((it) => plain(it, 60)))}; /search looks for any word.`;
}

function namesLine({ artists, titles }: Named): string {
  const all = [...artists.map((it) => plain(it, 60)), ...titles.map((it) => `“${plain(it.title, 60)}”`)];
  const left = all.length - MOST_NAMES;
  return `-# ${all.slice(0, MOST_NAMES).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

/** One step in full; of more only who stands between. */
function joiningLine({ connection: { hops }, ends }: Joining): string {
  const [hop] = hops;
  if (hop !== undefined && hops.length === 1) return hopLine(hop);
  const between = hops.slice(0, -1).map(({ to }) => plain(to, 40));
  return `${plain(ends.from, 40)} → ${between.slice(0, 6).join(" → ")} → ${plain(ends.to, 40)}, ${count(hops.length, "step")}`;
}

function pairLabel({ from, to }: Ends): string {
  return labelOf(`${from} → ${to}`);
}
