import type { Fact, FactData, Link } from "../../facts/index.ts";
import type { Question } from "../../src/quiz/question.ts";

/** Finds fault with questions by looking through all content for each: slow and simple, and no code of the quiz's. */
export function createJudge({ facts, families, links }: FactData): (question: Question) => readonly string[] {
  const events = facts.filter(({ date, kind }) => kind !== "claim" && date?.day !== undefined);
  const family = (genre: string) => families.find(({ genres }) => genres.some((it) => it.name === genre))?.family;
  const sharing = ({ artists }: Fact) => facts.filter((it) => it.artists.some((name) => artists.includes(name)));

  const judges: Readonly<Record<Question["kind"], (question: Question, fact: Fact | undefined) => readonly string[]>> =
    {
      year({ options, prompt, right }, fact) {
        if (fact === undefined) return ["is of no fact"];
        const known = new Set([
          ...sharing(fact).map((it) => it.date?.year),
          ...links.filter((it) => ends(it).some((name) => fact.artists.includes(name))).map((it) => it.year),
        ]);
        return [
          ...(options[right] === String(fact.date?.year) ? [] : ["has the wrong year"]),
          ...(prompt.includes(options[right] ?? "") ? ["says the year"] : []),
          ...without(options, right).filter((it) => known.has(Number(it))),
        ];
      },

      artist({ options, prompt, right }, fact) {
        if (fact === undefined) return ["is of no fact"];
        const name = options[right] ?? "";
        const told = `${fact.headline} ${fact.text}`;
        return [
          ...(fact.artists.includes(name) ? [] : ["has the wrong artist"]),
          ...(prompt.toLowerCase().includes(name.toLowerCase()) ? ["says the name"] : []),
          ...without(options, right).filter(
            (it) =>
              told.includes(it) ||
              sharing(fact).some(({ artists }) => artists.includes(it)) ||
              links.some((link) => ends(link).includes(it) && ends(link).some((end) => fact.artists.includes(end))),
          ),
        ];
      },

      worlds({ options, prompt, right }, fact) {
        if (fact === undefined) return ["is of no fact"];
        const near = new Set(sharing(fact).flatMap(({ genres }) => genres.map(family)));
        const worldsOf = (option: string) => option.split(" × ");
        return [
          ...(worldsOf(options[right] ?? "").every((it) => fact.genres.includes(it)) ? [] : ["has the wrong worlds"]),
          ...worldsOf(options[right] ?? "").filter((it) => prompt.toLowerCase().includes(` ${it.toLowerCase()} `)),
          ...without(options, right).filter((it) => worldsOf(it).every((genre) => near.has(family(genre)))),
        ];
      },

      first({ options, right }) {
        const dated = options.map((it) => events.find(({ headline }) => headline === it));
        const earliest = Math.min(...dated.map((it) => it?.date?.year ?? 0));
        const early = options.filter((_, at) => dated[at]?.date?.year === earliest);
        const again = without(dated, right).filter(
          (it) =>
            it !== undefined &&
            sharing(it).some(({ chart, date }) => chart && chart.title === it.chart?.title && date!.year <= earliest),
        );
        return [
          ...(early.length === 1 && early[0] === options[right] ? [] : ["has another that came first"]),
          ...again.map((it) => `came before: ${it?.headline}`),
        ];
      },

      chain({ options, right }) {
        const joined = (one: string, other: string, among: readonly Fact[]) =>
          links.some((it) => ends(it).includes(one) && ends(it).includes(other)) ||
          among.some(({ artists }) => artists.includes(one) && artists.includes(other));
        const holds = (option: string, among: readonly Fact[]) => {
          const [one = "", middle = "", other = ""] = option.split(" – ");
          return joined(one, middle, among) && joined(middle, other, among);
        };
        return [
          ...(holds(options[right] ?? "", events) ? [] : ["has a wrong chain"]),
          ...without(options, right).filter((it) => holds(it, facts)),
        ];
      },
    };

  return (question) => {
    const { factId, kind } = question;
    return [
      ...shapeOf(question),
      ...judges[kind](
        question,
        facts.find(({ id }) => id === factId),
      ),
    ];
  };
}

function ends({ from, to }: Link): readonly string[] {
  return [from, to];
}

function without<T>(items: readonly T[], at: number): readonly T[] {
  return items.filter((_, other) => other !== at);
}

function shapeOf(question: Question): readonly string[] {
  const { options, prompt, right, sources, told } = question;
  const folded = options.map((it) => it.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  return [
    ...(new Set(folded).size === 4 ? [] : ["has no four different options"]),
    ...options.filter((it) => it.length === 0 || it.length > 80),
    ...(Number.isInteger(right) && options[right] !== undefined ? [] : ["has nothing right"]),
    ...(sources.length > 0 ? [] : ["has no source"]),
    ...(/^[^\n]{10,600}$/.test(prompt) && /^[^\n]{10,600}$/.test(told) ? [] : ["has a text of a wrong length"]),
    ...(JSON.stringify(JSON.parse(JSON.stringify(question))) === JSON.stringify(question) ? [] : ["is no plain data"]),
  ];
}
