import { expect, test } from "vitest";
import { measureJoined } from "../../../facts/check/joined.ts";
import { content, fact } from "../sample.ts";

const link = (from: string, to: string) => ({
  from,
  to,
  kind: "cover" as const,
  sources: [{ title: "A page, a publisher", url: "https://example.com/" }],
});

test("artists are joined by events and by links, and one whom nothing joins stands alone", () => {
  const facts = [fact({ id: "a", artists: ["A", "B"] }), fact({ id: "e", artists: ["E"] })];

  const joined = measureJoined(content({ facts, links: [link("B", "C"), link("C", "D")] }));

  expect(joined).toEqual({ share: 12 / 20, longest: 3, median: 1, alone: ["E"] });
});

test("nobody is joined where nothing joins", () => {
  const facts = [fact({ id: "a", artists: ["A"] }), fact({ id: "b", artists: ["B"] })];

  expect(measureJoined(content({ facts }))).toEqual({ share: 0, longest: 0, median: 0, alone: ["A", "B"] });
  expect(measureJoined(content({}))).toEqual({ share: 1, longest: 0, median: 0, alone: [] });
});
