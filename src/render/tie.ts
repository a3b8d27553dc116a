import { type Fact, isLink, type Link, type Tie } from "../../facts/index.ts";
import { sourceLine } from "./fact.ts";
import { factLine, factOption } from "./line.ts";
import { inWords } from "./link-words.ts";
import { type Option, option, PLAIN, type Reply, reply, text } from "./reply.ts";
import { bare, plain } from "./text.ts";

/**
 * Why two artists are joined, on one line of at most 230 characters: `**1986** headline`, or
 * `**1994** Beastie Boys sampled Jimmy Smith: “Root Down”`.
 */
export function tieLine(tie: Tie): string {
  if (!isLink(tie)) return factLine(tie, "bare");
  return [tie.year && `**${tie.year}**`, plain(inWords(tie), 200)].filter(Boolean).join(" ");
}

/** The same as something to choose. @param value what stands for it */
export function tieOption(tie: Tie, value: string): Option {
  if (!isLink(tie)) return { ...factOption(tie), value };
  return option({ label: bare(inWords(tie)), value, ...(tie.year && { description: String(tie.year) }) });
}

/** A link and its sources, for the asker alone. */
export function renderLink(link: Link): Reply {
  return reply("asker", PLAIN, [
    text(
      `-# ${link.year ?? "A link between two artists"}`,
      `## ${plain(inWords(link), 200)}`,
      ...link.sources.map(sourceLine),
    ),
  ]);
}

/** The facts among what joins two artists. */
export function factsIn(ties: readonly Tie[]): readonly Fact[] {
  return ties.filter((it) => !isLink(it));
}
