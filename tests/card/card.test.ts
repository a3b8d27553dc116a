import { describe, expect, test } from "vitest";
import { altOf, cardOf } from "../../src/card/card.ts";
import { groundOf, layoutCard, lettersOf } from "../../src/card/layout.ts";
import { waveOf } from "../../src/card/wave.ts";
import { contrast } from "../../src/render/colour.ts";
import { createLook } from "../../src/render/look.ts";
import { claim, fact } from "../facts/sample.ts";

const COLOURS: Readonly<Record<string, string>> = { "hip-hop": "#e0a100", rock: "#d1495b", jazz: "#2a6f97" };
const look = createLook({ colourOf: (genre) => COLOURS[genre] });

const said = (given: Parameters<typeof fact>[0]) => altOf(cardOf(fact(given), look));

describe("what is said to those who do not see the card is all that stands on it", () => {
  test("of an event", () => {
    expect(said({ artists: ["Run-D.M.C.", "Aerosmith"] })).toBe(
      "1986. 27 September. Two worlds meet. Run-D.M.C. and Aerosmith. hip-hop × rock. Crossfade.",
    );
  });

  test("of one whose date is disputed", () => {
    expect(said({ verdict: "disputed", note: "Two books differ." })).toContain(
      "1986. 27 September. ± The date is disputed. Two",
    );
  });

  test("of one of which the year alone is known", () => {
    expect(said({ date: { year: 1954 } })).toMatch(/^1954\. Two worlds meet\./);
  });

  test("of a claim, whose sign is said in words", () => {
    const it = claim({ headline: "Did it climb?", verdict: "wrong", date: { year: 1986 } });

    expect(altOf(cardOf(it, look))).toBe(
      "A claim, 1986. The record shows otherwise. Did it climb? Run-D.M.C. hip-hop × rock. Crossfade.",
    );
  });

  test("with every letter, but for the sign", () => {
    const card = cardOf(fact({ artists: ["Run-D.M.C.", "Aerosmith"], genres: ["rock", "jazz", "hip-hop"] }), look);
    const words = lettersOf(card)
      .replaceAll(/[\u2060\u200b]/g, "")
      .split(/[\s×]+/)
      .filter((it) => it.length > 1);

    expect(words.filter((it) => !altOf(card).includes(it))).toEqual([]);
  });

  test("and never longer than Discord takes", () => {
    const longest = {
      headline: "W".repeat(100),
      artists: ["M".repeat(50), "N".repeat(50)],
      genres: ["x".repeat(30), "y".repeat(30)],
    };

    expect(said(longest).length).toBeLessThanOrEqual(1024);
  });
});

test("artists who do not all fit are counted", () => {
  const artists = Array.from({ length: 12 }, (_, at) => `An Orchestra of ${at}`);

  expect(cardOf(fact({ artists }), look).artists).toBe(
    "An Orchestra of 0, An Orchestra of 1, An Orchestra of 2, An Orchestra of 3, An Orchestra of 4 and 7 more",
  );
});

test("of five worlds three are named", () => {
  const { worlds } = cardOf(fact({ genres: ["rock", "jazz", "hip-hop", "swing", "blues"] }), look);

  expect(worlds.map((it) => it.name)).toEqual(["rock", "jazz", "hip-hop", "2 more"]);
});

test("a world that no file declares has the plain colour", () => {
  const { worlds } = cardOf(fact({ genres: ["rock", "yodelling"] }), look);

  expect(worlds.map((it) => it.colour)).toEqual(["#d1495b", "#5c6370"]);
});

describe("the ground fades from the first world to the last", () => {
  const { worlds } = cardOf(fact(), look);

  test("from its own hue to the other's", () => {
    const ground = groundOf(worlds);

    expect([ground.at(0), ground.at(-1)]).toEqual(["#3b2700", "#4c151d"]);
  });

  test.each([...Array(64).keys()])("and is dark enough for all that stands on it: hue %i of 64", (hue) => {
    const colour = `#${[0, 2.1, 4.2]
      .map((turn) =>
        Math.round(127.5 * (1 + Math.cos((hue / 64) * 2 * Math.PI + turn)))
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")}`;
    const ends = [
      { name: "one", colour },
      { name: "other", colour: "#e0a100" },
    ];
    const onIt = coloursIn(layoutCard({ ...cardOf(fact(), look), worlds: ends }, { head: 40, body: 60, cut: false }));

    for (const ground of groundOf(ends))
      for (const text of onIt) expect(contrast(text, ground)).toBeGreaterThanOrEqual(7);
  });
});

/** Of its texts. */
function coloursIn(node: ReturnType<typeof layoutCard>): readonly string[] {
  return node.type === "text" ? [String(node.style.color)] : node.children.flatMap(coloursIn);
}

describe("the wave", () => {
  test("has the first world loud at its left and the last at its right", () => {
    const bars = waveOf("a fact", 2, 1200);
    const loudest = (of: number, from: number, to: number) =>
      Math.max(...bars.filter((it) => it.of === of && it.left >= from && it.left < to).map((it) => it.height));

    expect(loudest(0, 0, 300)).toBeGreaterThan(0.6);
    expect(loudest(1, 0, 100)).toBeLessThan(0.2);
    expect(loudest(0, 1100, 1200)).toBeLessThan(0.2);
    expect(loudest(1, 900, 1200)).toBeGreaterThan(0.6);
  });

  test("is each fact's own, and always the same", () => {
    expect(waveOf("one", 2, 1200)).toEqual(waveOf("one", 2, 1200));
    expect(waveOf("one", 2, 1200)).not.toEqual(waveOf("other", 2, 1200));
  });
});
