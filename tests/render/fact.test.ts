import { describe, expect, test } from "vitest";
import { openFacts } from "../../facts/index.ts";
import { renderFact } from "../../src/render/fact.ts";
import { COLOURS } from "../../src/render/reply.ts";
import { textOf } from "../bot/bot.ts";
import { claim, fact } from "../facts/sample.ts";

const ARTICLE = { title: "A Walk", author: "Barbara", song: "Walk This Way" };

test("an event is shown with its date, its worlds and its artists", () => {
  expect(textOf(renderFact(fact()).components)).toBe(
    [
      "-# 27 September 1986",
      "## Two worlds meet",
      "One thing happened. It was a crossing.",
      "-# hip-hop × rock · Run-D.M.C.",
    ].join("\n"),
  );
});

test("a claim says who makes it and where, on which song, and what the record shows", () => {
  const it = claim({
    headline: "Did it climb?",
    verdict: "wrong",
    note: "It did not.",
    article: ARTICLE,
    section: "Charts",
  });

  expect(textOf(renderFact(it).components)).toBe(
    [
      "-# A claim from “A Walk”, an article by Barbara on “Walk This Way”, under “Charts”",
      "## Did it climb?",
      "One thing happened. It was a crossing.",
      "**The record shows otherwise:** It did not.",
      "-# hip-hop × rock · Run-D.M.C.",
    ].join("\n"),
  );
});

test("a claim of an article that is about no one song leaves the song out", () => {
  const { song: _, ...article } = ARTICLE;

  expect(textOf(renderFact(claim({ article })).components)).toContain(
    "-# A claim from “A Walk”, an article by Barbara\n",
  );
});

test("every colour has its word beside it, so that nobody has to see it", () => {
  const verdicts = ["supported", "overstated", "wrong", "opinion", "disputed"] as const;
  const words = verdicts.map(
    (verdict) => /\*\*(.+):\*\*/.exec(textOf(renderFact(fact({ verdict, note: "So." }))))?.[1],
  );

  expect(words).toEqual([
    "The record bears this out",
    "The record shows less",
    "The record shows otherwise",
    "A matter of opinion",
    "The date is disputed",
  ]);
  expect(renderFact(fact({ verdict: "wrong", note: "So." })).components).toMatchObject([
    { accent_color: COLOURS.wrong },
  ]);
});

describe("every claim of the shipped article stands by itself", () => {
  const claims = openFacts().facts.filter(({ kind }) => kind === "claim");

  test.each(claims.map((it) => [it.id, it] as const))("%s", (_, it) => {
    const card = textOf(renderFact(it).components);

    expect(card).toContain("“Run-D.M.C’s ‘Walk This Way’ and the Resurgence of Aerosmith”, an article by Barbara");
    expect(card).toContain("on “Walk This Way”");
    // Whoever reads the headline alone, in a list, learns of whom it asks.
    expect(it.headline).toMatch(/"Walk This Way"|Aerosmith|Run-D\.M\.C\./);
    expect(it.headline.replaceAll(/"[^"]*"/g, "")).not.toMatch(
      /\b(it|its|they|them|their|the song|the band|the video(?! of))\b/i,
    );
    expect(it.text).toMatch(/^The article /);
    expect(it.text).toMatch(/"Walk This Way"|Aerosmith|Run-D\.M\.C\./);
  });
});
