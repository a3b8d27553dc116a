import { type Fact, type FactIndex, isOwn } from "../../facts/index.ts";
import { correctionLine } from "./correction.ts";
import { PLAIN, type Reply, reply, text } from "./reply.ts";
import { count, plain, writeDate } from "./text.ts";

const SITES_NAMED = 5;
const CORRECTIONS_NAMED = 3;

/** By index: facts do not change, and counting them takes 10 ms. */
const KEPT = new WeakMap<FactIndex, Reply>();

/** What the bot is, counted from the facts that it holds; counted once for each index. */
export function renderAbout(index: FactIndex): Reply {
  const reply = KEPT.get(index) ?? countAll(index);
  KEPT.set(index, reply);
  return reply;
}

function countAll({ audits, corrections, facts: known }: FactIndex): Reply {
  // What it is, is the same in every server.
  const facts = known.filter((it) => !isOwn(it));
  const claims = facts.filter((it) => it.kind === "claim");
  const events = facts.filter((it) => it.kind !== "claim");
  const pages = new Set(facts.flatMap((it) => it.sources.map(({ url }) => url)));
  return reply("everyone", PLAIN, [
    text("## Crossfade", "Music history's crossovers: the moments where two genres met."),
    text(
      "### Facts",
      `${count(facts.length, "fact")}: ${count(events.length, "event")} on ${count(daysCovered(events), "day")} of the year, ` +
        `and ${count(claims.length, "claim")} of one article on “Walk This Way”, each checked against the record.`,
      `Each names its source: ${count(pages.size, "page")} in all, most often ${mostUsedSites(facts).join(", ")}.`,
      checked(audits.at(-1)),
    ),
    corrected(corrections),
    text(
      "### Privacy",
      "I read no messages, except one on which you choose my command, and to look for my own post after I was down or " +
        "Discord did not answer; I ask Discord for no member list. I keep which facts a channel has seen, and for a server's daily posts: the channel, time, zone, " +
        "genre, role, days left out, who scheduled them, how each post ended, and which facts it blocked; " +
        "one that was removed for a day more, so that it can be put back; its own facts; and what you save, report and " +
        "suggest, and how you stand in the quiz. " +
        "A server that I can no longer reach is forgotten after 30 days. /privacy shows what I keep of you, and deletes it.",
    ),
    text("-# Try /today, /fact or /search. Moderators: /daily add brings a post a day to a channel."),
  ]);
}

/** What came of the latest random sample; nothing where none was drawn. */
function checked(audit: FactIndex["audits"][number] | undefined): string | undefined {
  if (audit === undefined) return undefined;
  const { on, sample, wrongDates, wrongDetails } = audit;
  return (
    `On ${writeDate(Temporal.PlainDate.from(on))}, ${count(sample.length, "event")} drawn by chance were checked again: ` +
    `${count(wrongDates, "wrong date")} and ${count(wrongDetails, "wrong detail")} were found and put right.`
  );
}

/** The latest of what was published and put right since; nothing where nothing was. */
function corrected(corrections: FactIndex["corrections"]) {
  const latest = corrections
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .slice(-CORRECTIONS_NAMED)
    .reverse();
  if (latest.length === 0) return undefined;
  const said = `-# ${count(corrections.length, "correction")} in all; posts of the last 60 days say the new.`;
  return text("### Put right", ...latest.map(correctionLine), said);
}

function daysCovered(events: readonly Fact[]): number {
  return new Set(events.map(({ date }) => (date?.day === undefined ? undefined : `${date.month}-${date.day}`))).size;
}

function mostUsedSites(facts: readonly Fact[]): string[] {
  const uses = new Map<string, number>();
  for (const site of facts.flatMap((it) => it.sources.map(({ url }) => new URL(url).hostname.replace(/^www\./, "")))) {
    uses.set(site, (uses.get(site) ?? 0) + 1);
  }
  const ranked = [...uses].sort(([a, usesA], [b, usesB]) => usesB - usesA || a.localeCompare(b));
  return ranked.slice(0, SITES_NAMED).map(([site]) => plain(site, 60));
}
