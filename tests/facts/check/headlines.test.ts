import { expect, test } from "vitest";
import { beginsWithArticle, createNaming, tellsPosition } from "../../../facts/check/headlines.ts";
import { fact } from "../sample.ts";

const naming = createNaming([{ name: "Kyu Sakamoto", also: ["坂本九"] }]);

test.each([
  ['Somebody sings "Sukiyaki" in Japanese', ["Kyu Sakamoto"], true],
  ["Kyu Sakamoto sings in Japanese", ["Kyu Sakamoto"], true],
  ["Sakamoto's song has a dish for a name", ["Kyu Sakamoto"], true],
  ["坂本九 is heard in America", ["Kyu Sakamoto"], true],
  ["U2 meet B.B. King", ["U2"], true],
  ["Run-DMC take out the laces", ["Run-D.M.C."], true],
  ["A song in Japanese is No. 1", ["Kyu Sakamoto"], false],
  ["You, too, can be a star", ["U2"], false],
  ["A singer goes home", ["The Band"], false],
])("%s: names %j: %s", (headline, artists, named) => {
  expect(naming(fact({ headline, artists }))).toBe(named);
});

test.each([
  ["A rap is No. 1", true, true],
  ["An album enters the top ten", true, true],
  ["Number One, and nobody knew", true, false],
  ["Another day for No Doubt", false, false],
  ["Andy plays on", false, false],
])("%s: a place on a chart %s, an article first %s", (headline, position, article) => {
  expect(tellsPosition(fact({ headline }))).toBe(position);
  expect(beginsWithArticle(fact({ headline }))).toBe(article);
});
