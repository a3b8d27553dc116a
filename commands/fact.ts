import type { Fact, FactFilter, FactIndex, NameKind } from "../facts/index.ts";
import { type Complete, defineCommand } from "../src/bot/command.ts";
import type { Caller, Candidates, Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { completeMeeting, completeName, readName } from "../src/input/name.ts";
import { customId } from "../src/render/custom-id.ts";
import { renderFact, renderOwnFact, renderSources, shareFactId, shareSourcesId } from "../src/render/fact.ts";
import { ASKED_WAIT, renderPicture, viewOf } from "../src/render/picture.ts";
import { LIMITS, type Reply } from "../src/render/reply.ts";
import { shareButton, shareOf } from "../src/render/share.ts";
import { writeList } from "../src/render/text.ts";
import { openReport, reportForm } from "./fact/report.ts";

/** What a fact may be asked by, in the order of a button's arguments; an artist may have a "/" in it. */
const WISHES = ["genre", "with", "topic", "artist"] as const;

type Wish = Readonly<Record<(typeof WISHES)[number], string | undefined>>;

const completeOf =
  (kind: NameKind): Complete =>
  (typed, { facts }) =>
    completeName(kind, typed, facts);

export default defineCommand({
  name: "fact",
  description: "One true thing about two genres that met",
  options: {
    genre: {
      type: "string",
      description: "A world that met another, e.g. hip-hop",
      complete: (typed, { facts }, _caller, asked) => completeMeeting("genre", asked.with, typed, facts),
    },
    with: {
      type: "string",
      description: "The world that it met, e.g. country",
      complete: (typed, { facts }, _caller, { genre }) => completeMeeting("with", genre, typed, facts),
    },
    artist: { type: "string", description: "Whom it should be about, e.g. Aerosmith", complete: completeOf("artist") },
    topic: { type: "string", description: "What it should be about, e.g. samples", complete: completeOf("topic") },
  },
  run: (asked, caller, tools) => showNext(asked, caller, tools),
  buttons: {
    /** Arguments: genre, with, topic and artist, empty where none was asked for. */
    next: { args: 4, effect: "update", press: (args, caller, tools) => showNext(toWish(args), caller, tools) },
    /** As `next`, on messages from before there were genres to ask for: topic and artist. */
    another: {
      args: 2,
      effect: "update",
      press: (args, caller, tools) => showNext(toWish(["", "", ...args]), caller, tools),
    },
    /** Argument: the fact's id; as of those below. */
    show: {
      args: 1,
      press: ([id = ""], _, { facts, look, pictures }) => renderOwnFact(readFactId(id, facts), look, pictures),
    },
    sources: {
      args: 1,
      press([id = ""], _, { facts, look }) {
        const fact = readFactId(id, facts);
        return renderSources(fact, look, shareButton(shareSourcesId(fact)));
      },
    },
    picture: {
      args: 1,
      press: async ([id = ""], _, { facts, look, pictures }) => {
        const fact = readFactId(id, facts);
        return renderPicture(fact, await pictures.of(fact, ASKED_WAIT), look);
      },
    },
    share: {
      args: 1,
      effect: "update",
      press: async ([id = ""], { userId }, { facts, look, pictures }) => {
        const fact = readFactId(id, facts);
        const view = await viewOf(fact, pictures);
        return shareOf((share) => renderFact(fact, look, undefined, view, share), shareFactId(fact), userId);
      },
    },
    "share-sources": {
      args: 1,
      effect: "update",
      press([id = ""], { userId }, { facts, look }) {
        const fact = readFactId(id, facts);
        return shareOf((share) => renderSources(fact, look, share), shareSourcesId(fact), userId);
      },
    },
    report: { args: 1, press: ([id = ""], caller, tools) => openReport(id, caller, tools) },
  },
  modals: { report: reportForm },
});

/** A fact that this channel has not seen since all that match were shown; claims come when every event was. */
async function showNext(asked: Wish, caller: Caller, tools: Tools): Promise<Reply> {
  const { facts, look, pictures, random, shown } = tools;
  const wish = readWish(asked, facts);
  const matching = facts.select(toFilter(wish));
  if (matching.length === 0) throw new UserError(nothingOn(wish, facts));

  const { id, seen } = await shown.pick(caller, mix(matching, random));
  const fact = facts.get(id);
  if (fact === undefined) throw new Error(`picked a fact that was not offered: ${id}`);
  const again = matching.length > 1 ? nextId(wish) : undefined;
  const next = again === undefined ? undefined : { id: again, nth: seen, of: matching.length };
  return renderFact(fact, look, next, await viewOf(fact, pictures));
}

/** The canonical names of what was asked for. @throws {UserError} for one that is not known, with where it belongs */
function readWish(asked: Wish, facts: FactIndex): Wish {
  const read = (kind: NameKind, typed: string | undefined) =>
    typed === undefined ? undefined : readName(kind, typed, facts, ["genre", "artist", "topic"]);
  const genre = read("genre", asked.genre);
  const other = read("genre", asked.with);
  if (genre !== undefined && genre === other) {
    throw new UserError(`${genre} with ${other} is one world, not two; choose another for “with”.`);
  }
  return { genre, with: other, topic: read("topic", asked.topic), artist: read("artist", asked.artist) };
}

function toFilter({ genre, topic, artist, with: other }: Wish): FactFilter {
  return genre === undefined ? { genre: other, topic, artist } : { genre, with: other, topic, artist };
}

/** What to ask instead: the same with one condition less, or what the genre did meet. */
function nothingOn(wish: Wish, facts: FactIndex): string {
  const { artist, genre, topic, with: other } = wish;
  if (genre !== undefined && other !== undefined && artist === undefined && topic === undefined) {
    const met = [...facts.meetings(genre).keys()].filter((it) => it !== genre).slice(0, 3);
    if (met.length > 0) return `I have no fact on ${genre} with ${other}; ${genre} meets ${writeList(met)} most often.`;
  }
  const worlds = [genre, other].filter((it) => it !== undefined).join(" with ");
  const asked = [artist, worlds, topic && `the topic “${topic}”`].filter((it) => it !== undefined && it !== "");
  return `I have no fact that is of ${asked.join(" and of ")}; drop one of them.`;
}

/** The id of the button "Another"; `undefined` for names so long that it would not hold them. */
function nextId(wish: Wish): string | undefined {
  // Names are found without their punctuation.
  const args = WISHES.map((it) => (it === "artist" ? wish[it] : wish[it]?.replaceAll("/", " ")) ?? "");
  return `1/fact/next/${args.join("/")}`.length > LIMITS.customId ? undefined : customId("fact", "next", ...args);
}

function toWish(args: readonly string[]): Wish {
  const [genre, other, topic, artist] = args.map((it) => it || undefined);
  return { genre, with: other, topic, artist };
}

/** Their ids, those of claims apart. */
interface Pool {
  readonly events: readonly string[];
  readonly claims: readonly string[];
  readonly all: ReadonlySet<string>;
}

/** Of lists that are the same each time, as the one of all facts is. */
const POOLS = new WeakMap<readonly Fact[], Pool>();

function poolOf(facts: readonly Fact[]): Pool {
  const known = POOLS.get(facts);
  if (known !== undefined) return known;
  const [events, claims]: [string[], string[]] = [[], []];
  for (const { id, kind } of facts) (kind === "claim" ? claims : events).push(id);
  const pool = { events, claims, all: new Set([...events, ...claims]) };
  POOLS.set(facts, pool);
  return pool;
}

/** By chance, claims after the events. */
function mix(facts: readonly Fact[], random: () => number): Candidates {
  const { all, claims, events } = poolOf(facts);
  return {
    size: all.size,
    has: (id) => all.has(id),
    *[Symbol.iterator]() {
      yield* shuffle(events, random);
      yield* shuffle(claims, random);
    },
  };
}

/** Each once, by chance, drawn as it is asked for. */
function* shuffle<Item>(items: readonly Item[], random: () => number): Generator<Item> {
  const left = [...items];
  while (left.length > 0) {
    const drawn = Math.floor(random() * left.length);
    const last = left.pop() as Item;
    yield drawn < left.length ? (left[drawn] as Item) : last;
    if (drawn < left.length) left[drawn] = last;
  }
}
