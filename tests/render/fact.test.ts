import { type APIMessageTopLevelComponent, ComponentType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { createIndex, type Fact } from "../../facts/index.ts";
import { type NextFact, renderFact, renderSources } from "../../src/render/fact.ts";
import { createLook } from "../../src/render/look.ts";
import { PLAIN } from "../../src/render/reply.ts";
import { textOf } from "../bot/bot.ts";
import { claim, fact, familiesOf } from "../facts/sample.ts";
import { SHIPPED } from "../shipped.ts";

const LOOK = createLook(createIndex([], []));

function containerIn([container]: readonly APIMessageTopLevelComponent[]) {
  if (container?.type !== ComponentType.Container) throw new Error("no container");
  return container;
}

const colourIn = (components: readonly APIMessageTopLevelComponent[]) => containerIn(components).accent_color;

const rowsIn = (components: readonly APIMessageTopLevelComponent[]) =>
  containerIn(components).components.flatMap((it) => (it.type === ComponentType.ActionRow ? [it.components] : []));

const ARTICLE = { title: "A Walk", author: "Barbara", song: "Walk This Way" };

test("an event is shown with its date, its worlds and its artists", () => {
  expect(textOf(renderFact(fact(), LOOK).components)).toBe(
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

  expect(textOf(renderFact(it, LOOK).components)).toBe(
    [
      "-# A claim from “A Walk”, an article by Barbara on “Walk This Way”, under “Charts”",
      "## Did it climb?",
      "One thing happened. It was a crossing.",
      "**✘ The record shows otherwise:** It did not.",
      "-# hip-hop × rock · Run-D.M.C.",
    ].join("\n"),
  );
});

test("a claim of an article that is about no one song leaves the song out", () => {
  const { song: _, ...article } = ARTICLE;

  expect(textOf(renderFact(claim({ article }), LOOK).components)).toContain(
    "-# A claim from “A Walk”, an article by Barbara\n",
  );
});

test("every verdict has a sign and words of its own, and none a colour", () => {
  const verdicts = ["supported", "overstated", "wrong", "opinion", "disputed"] as const;
  const shown = verdicts.map((verdict) => renderFact(fact({ verdict, note: "So." }), LOOK).components);
  const words = shown.map((it) => /\*\*(.+):\*\*/.exec(textOf(it))?.[1]);

  expect(words).toEqual([
    "✔ The record bears this out",
    "◐ The record shows less",
    "✘ The record shows otherwise",
    "❝ A matter of opinion",
    "± The date is disputed",
  ]);
  expect(new Set(shown.map(colourIn)).size).toBe(1);
});

test("a container has the colour of the worlds that meet in its fact", () => {
  const families = familiesOf([fact({ genres: ["rock"] })]);
  const look = createLook(createIndex([], [], families));

  expect(colourIn(renderFact(fact({ genres: ["rock"] }), look).components)).toBe(0x123456);
  expect(colourIn(renderFact(fact({ genres: ["of no file"] }), look).components)).toBe(PLAIN);
});

describe("where a fact leads is one row, and what to do with it another", () => {
  const SOURCES = ["One", "Two", "Three"].map((title) => ({ title, url: `https://example.com/${title}` }));
  const buttonsOf = (given: Partial<Fact>, next?: NextFact) => rowsIn(renderFact(fact(given), LOOK, next).components);

  test("another, listen, sources, the day", () => {
    const listen = [{ artist: "Run-D.M.C.", title: "Walk This Way" }];

    expect(buttonsOf({ sources: SOURCES, listen, id: "a" }, { id: "1/fact/next///", nth: 1, of: 2 })).toMatchObject([
      [
        { label: "Another", custom_id: "1/fact/next///" },
        { label: "Listen", url: "https://www.youtube.com/results?search_query=Run-D.M.C.%20Walk%20This%20Way" },
        { label: "Sources (3)", custom_id: "1/fact/sources/a" },
      ],
      [
        { label: "Save", custom_id: "1/saved/save/a" },
        { label: "Report", custom_id: "1/fact/report/a" },
      ],
    ]);
  });

  test("the day's other events are opened beside the date, where there are any", () => {
    const opener = (given: Partial<Fact>) => JSON.stringify(renderFact(fact(given), LOOK).components);

    expect(opener({})).toContain('"accessory":{"type":2,"style":2,"label":"This day","custom_id":"1/today/more/09-27"');
    expect(opener({ kind: "claim" })).not.toContain("accessory");
  });

  test("one source is linked at once, and what cannot be heard has no button", () => {
    expect(buttonsOf({})[0]).toMatchObject([{ label: "Source", url: "https://example.com/page" }]);
  });

  test("an id of 64 characters fits the button", () => {
    const id = "x".repeat(64);

    expect(buttonsOf({ id, sources: SOURCES })).toMatchObject([
      [{ custom_id: `1/fact/sources/${id}` }],
      [{ custom_id: `1/saved/save/${id}` }, { custom_id: `1/fact/report/${id}` }],
    ]);
  });
});

test("sources are listed with titles and links, for the asker alone", () => {
  const sources = [
    { title: "A page [archived]", url: "https://example.com/a_(song)" },
    { title: "Another", url: "https://example.com/b" },
  ];
  const shown = renderSources(fact({ sources }), LOOK);

  expect(shown.audience).toBe("asker");
  expect(textOf(shown.components)).toBe(
    [
      "**Sources of “Two worlds meet”**",
      "- [A page (archived)](<https://example.com/a_(song)>)",
      "- [Another](<https://example.com/b>)",
    ].join("\n"),
  );
});

describe("every claim of the shipped article stands by itself", () => {
  const claims = SHIPPED.facts.filter(({ kind }) => kind === "claim");

  test.each(claims.map((it) => [it.id, it] as const))("%s", (_, it) => {
    const card = textOf(renderFact(it, LOOK).components);

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
