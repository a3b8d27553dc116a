import pMap from "p-map";
import type { Fact } from "../model/fact.ts";
import { askForLink, type LinkAnswer, type LinkTools } from "./link-request.ts";

/** An address that facts name as a source. */
export interface Link {
  readonly url: string;
  /** The facts that cite it; one or more. */
  readonly ids: readonly string[];
}

/** A link that was asked, and how it answered. */
export interface AskedLink extends Link, LinkAnswer {}

/** The network and the time, as a test may replace them. */
export interface LinkWorld extends Omit<LinkTools, "turn"> {
  /** Milliseconds since some moment; never goes back. */
  readonly now: () => number;
  /** Rejects when the signal is aborted meanwhile. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

const HOSTS_AT_ONCE = 6;
const BETWEEN_REQUESTS = 1000;

/** Each address once, in the order of the facts. */
export function listLinks(facts: readonly Fact[]): readonly Link[] {
  const cited = facts.flatMap(({ id, sources }) => sources.map(({ url }) => ({ id, url })));
  return [...Map.groupBy(cited, ({ url }) => url)].map(([url, those]) => ({
    url,
    ids: [...new Set(those.map(({ id }) => id))],
  }));
}

/**
 * Asks each link once: a few hosts at a time, each host at most once a second, redirects and second tries included.
 *
 * @param world once its `signal` is aborted no more are asked
 * @param report called for each link as soon as it has answered
 * @returns what was asked, in no particular order; fewer than `links` only after an abort
 */
export async function checkLinks(
  links: readonly Link[],
  world: LinkWorld,
  report: (asked: AskedLink) => void = () => {},
): Promise<readonly AskedLink[]> {
  const asked: AskedLink[] = [];
  const tools = { ...world, turn: createTurns(world) };
  const askHost = async (ofHost: readonly Link[]) => {
    for (const link of ofHost) {
      const answer = await askForLink(link.url, tools);
      if (answer === undefined) return;
      asked.push({ ...link, ...answer });
      report({ ...link, ...answer });
    }
  };
  // The host with the most links takes longest, so it begins first.
  const hosts = [...Map.groupBy(links, ({ url }) => new URL(url).host).values()].sort((a, b) => b.length - a.length);
  await pMap(hosts, askHost, { concurrency: HOSTS_AT_ONCE });
  return asked;
}

/** Gives each host its turns, a second apart, whoever asks for them. */
function createTurns({ now, wait }: LinkWorld): LinkTools["turn"] {
  const next = new Map<string, number>();
  return async (host) => {
    const from = now();
    const turn = Math.max(from, next.get(host) ?? from);
    next.set(host, turn + BETWEEN_REQUESTS);
    if (turn > from) await wait(turn - from);
  };
}

/**
 * The links that deserve a look, with the facts that cite them, and as the last line how many there are of each kind.
 */
export function drawLinks(asked: readonly AskedLink[], total: number): string {
  const [lost, doubtful] = [ofState("lost", asked), ofState("doubtful", asked)];
  const sound = asked.length - lost.length - doubtful.length;
  return [
    ...drawList("To be looked at by a person:", doubtful),
    ...drawList("No longer answer:", lost),
    ...(asked.length < total ? [`Stopped: ${total - asked.length} of ${total} links were not asked.`] : []),
    `${asked.length} links asked: ${sound} answer, ${doubtful.length} to be looked at, ${lost.length} no longer answer`,
  ].join("\n");
}

function ofState(state: LinkAnswer["state"], asked: readonly AskedLink[]): readonly AskedLink[] {
  return asked.filter((it) => it.state === state).sort((a, b) => (a.url < b.url ? -1 : 1));
}

function drawList(title: string, links: readonly AskedLink[]): string[] {
  if (links.length === 0) return [];
  return [title, ...links.map(({ url, reason, ids }) => `  ${url}: ${reason}; cited by ${ids.join(", ")}`), ""];
}
