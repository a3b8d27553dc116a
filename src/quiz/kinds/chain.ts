import { isLink, type Tie } from "../../../facts/index.ts";
import { inWords } from "../../render/link-words.ts";
import { type Chance, draw, shuffle } from "../chance.ts";
import { apart, type Event, type Material } from "../material.ts";
import { LONGEST_OPTION, mix, WRONG } from "../options.ts";
import type { Question } from "../question.ts";
import { sentence } from "../told.ts";

/** More artists than these and one event joins whoever happened to be there. */
const MOST_ARTISTS = 4;

/** How many years apart those who are offered beside each other may be at work. */
const ERA = 12;

/** So many steps two are apart at least who are no neighbours for sure: of two who are near, more may be true than is told. */
const STRANGE = 4;

/** A chain of three that holds, among three of which one step is wrong: no text and no chain of few brings the two together. */
export function askChain(
  event: Event,
  material: Material,
  chance: Chance,
  events: readonly Event[],
): Question | undefined {
  const right = trueChain(event, material, chance);
  if (right === undefined) return undefined;
  const used = new Set(right);
  const wrong: string[] = [];
  for (const other of shuffle(near(event, events), chance)) {
    const chain = brokenChain(other, material, chance, used);
    if (chain === undefined) continue;
    for (const it of chain) used.add(it);
    wrong.push(written(chain));
    if (wrong.length === WRONG) return question(right, wrong, material, chance);
  }
  return undefined;
}

type Chain = readonly [string, string, string];

function written(chain: Chain): string {
  return chain.join(" – ");
}

function question(right: Chain, wrong: readonly string[], { graph }: Material, chance: Chance): Question | undefined {
  const [one, middle, other] = right;
  const neighbours = graph.neighbours(middle);
  const [first, second] = [one, other].map((name) => neighbours.find((it) => it.name === name)?.ties[0]);
  if (first === undefined || second === undefined) return undefined;
  return {
    kind: "chain",
    prompt: "Which chain holds? In it, each artist is joined to the next by a record, a stage, a song or a meeting.",
    ...mix(written(right), wrong, chance),
    ...(!isLink(first) && { factId: first.id }),
    sources: [...new Map([...first.sources, ...second.sources].map((it) => [it.url, it])).values()],
    told: sentence(`${one} and ${middle}: ${tell(first)}; ${middle} and ${other}: ${tell(second)}`),
  };
}

function tell(tie: Tie): string {
  return isLink(tie) ? inWords(tie) : `${tie.headline} (${tie.date?.year})`;
}

/** From one artist of the event over another of it to a third, whom something else joins to that one. */
function trueChain(event: Event, material: Material, chance: Chance): Chain | undefined {
  const [one, middle] = pairOf(event, material, chance) ?? [];
  if (one === undefined || middle === undefined) return undefined;
  const others = material.graph
    .neighbours(middle)
    .filter(({ name, ties }) => name !== one && !event.people.has(name) && ties.some(isTelling));
  const other = draw(others, chance)?.name;
  return other === undefined ? undefined : short([one, middle, other]);
}

/** Two artists whom the event joins, in an order drawn by chance. */
function pairOf({ fact }: Event, material: Material, chance: Chance): readonly [string, string] | undefined {
  if (!isTelling(fact)) return undefined;
  for (const one of shuffle(fact.artists, chance)) {
    const other = draw(
      fact.artists.filter((it) => it !== one && material.joined(one).has(it)),
      chance,
    );
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

function isTelling(tie: Tie): boolean {
  return isLink(tie) || tie.artists.length <= MOST_ARTISTS;
}

/** One true step and a wrong one, with nobody in it who is used already. */
function brokenChain(event: Event, material: Material, chance: Chance, used: ReadonlySet<string>): Chain | undefined {
  const [one, middle] = pairOf(event, material, chance) ?? [];
  if (one === undefined || middle === undefined || used.has(one) || used.has(middle)) return undefined;
  for (const { fact } of shuffle(near(event, material.events), chance)) {
    const [stranger = ""] = fact.artists;
    if (stranger === one || used.has(stranger) || !areStrangers(middle, stranger, material)) continue;
    return short(chance() < 0.5 ? [one, middle, stranger] : [stranger, middle, one]);
  }
  return undefined;
}

function areStrangers(one: string, other: string, material: Material): boolean {
  if (material.told(one, other)) return false;
  const connection = material.graph.connect(one, other);
  return connection === undefined || connection.hops.length >= STRANGE;
}

/** Events of the same time and of a world of the same event. */
function near(event: Event, events: readonly Event[]): readonly Event[] {
  const { genres } = event.fact;
  return events.filter((it) => apart(event, it) <= ERA && it.fact.genres.some((genre) => genres.includes(genre)));
}

function short(chain: Chain): Chain | undefined {
  return written(chain).length <= LONGEST_OPTION ? chain : undefined;
}
