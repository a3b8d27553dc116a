import { describe, expect, test } from "vitest";
import { blend, contrast, mix, shade } from "../../src/render/colour.ts";
import { SHIPPED } from "../shipped.ts";

test.each([
  ["none is none", [], undefined],
  ["one is itself", ["#d1495b"], 0xd1495b],
  ["one that stands there twice counts once", ["#d1495b", "#e0a100", "#d1495b"], 0xe5702f],
  ["red and yellow make orange", ["#d1495b", "#e0a100"], 0xe5702f],
  ["in any order", ["#e0a100", "#d1495b"], 0xe5702f],
  ["black and white make a grey halfway for the eye, darker than half the numbers", ["#000000", "#ffffff"], 0x636363],
  ["three are mixed as well", ["#d1495b", "#e0a100", "#2a6f97"], 0xcb653e],
])("of colours: %s", (_, colours, expected) => {
  expect(mix(colours)).toBe(expected);
});

describe("among the shipped families", () => {
  const { families } = SHIPPED;
  const meetings = families.flatMap((one, at) => families.slice(at + 1).map((other) => [one, other] as const));

  test("each two that meet have a colour of their own, which is none that a family has", () => {
    const own = families.map(({ colour }) => Number.parseInt(colour.slice(1), 16));
    const mixed = meetings.map(([one, other]) => mix([one.colour, other.colour]));

    expect(new Set([...own, ...mixed]).size).toBe(families.length + meetings.length);
  });

  test("two that lie opposite each other make no grey", () => {
    const vivid = families.filter(({ family }) => !["classical and opera", "stage and screen"].includes(family));
    for (const [one, other] of meetings.filter((pair) => pair.every((it) => vivid.includes(it)))) {
      const colour = mix([one.colour, other.colour]) ?? 0;
      const parts = [colour >> 16, (colour >> 8) & 255, colour & 255];

      expect(Math.max(...parts) - Math.min(...parts), `${one.family} × ${other.family}`).toBeGreaterThan(50);
    }
  });
});

test.each([
  ["black on white", "#000000", "#ffffff", 21],
  ["the other way round", "#ffffff", "#000000", 21],
  ["grey on white, which WCAG gives as the least for text", "#767676", "#ffffff", 4.54],
  ["a colour on itself", "#d1495b", "#d1495b", 1],
])("contrast of %s", (_, one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2);
});

test.each([
  ["half of black and white is the grey between them for the eye", "#000000", "#ffffff", 0.5, "#636363"],
  ["none of the second is the first", "#d1495b", "#2a6f97", 0, "#d1495b"],
  ["all of it is the second", "#d1495b", "#2a6f97", 1, "#2a6f97"],
])("between two colours: %s", (_, one, other, share, expected) => {
  expect(blend(one, other, share)).toBe(expected);
});

test("a shade keeps its hue, darker and lighter", () => {
  expect([0.29, 0.63, 0.83].map((it) => shade("#d1495b", it))).toEqual(["#4c151d", "#d75a68", "#f3b5b7"]);
});
