import type { Link } from "../../facts/index.ts";

/** What the first of two artists did to the second. */
const DEEDS: Readonly<Record<Link["kind"], string>> = {
  cover: "covered",
  sample: "sampled",
  guest: "was a guest of",
  duet: "sang with",
  member: "was a member of",
  producer: "produced",
  writer: "wrote for",
  remix: "remixed",
  band: "played with",
  tour: "toured with",
};

/** `Beastie Boys sampled Jimmy Smith: “Root Down”`, as it was written: to be escaped. */
export function inWords({ from, kind, to, what }: Link): string {
  return `${from} ${DEEDS[kind]} ${to}${what === undefined ? "" : `: “${what}”`}`;
}
