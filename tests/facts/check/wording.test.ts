import { describe, expect, test } from "vitest";
import { countSentences, findEmptyWords } from "../../../facts/check/wording.ts";
import { fact } from "../sample.ts";

describe("sentences are counted by their ends", () => {
  test.each([
    [1, "It was sung once"],
    [3, "One. Two! Three?"],
    [2, "It was over … or not. It was not."],
    [2, "It won (in the end). It was shown."],
    [2, "They sold 1.5 million at $3.98. $5 was the price later."],
  ])("%i: %s", (count, text) => {
    expect(countSentences(text)).toBe(count);
  });

  test.each([
    [1, "M. M. Keeravani and A. R. Rahman wrote it."],
    [1, "Eric B. & Rakim met J.S. Bach and R. Kelly."],
    [1, "Dr. Dre and Sgt. Barry Sadler reached No. 4 and No. 10 at St. James Hall, Sammy Davis Jr. Third."],
    [1, "It was Nos. 1 and 2 in the charts, vs. Mozart."],
    [1, "It began at 10 p.m. Eastern time."],
    [2, "It reached No. 4. Dr. Dre was there."],
    [2, "They heard Run-D.M.C. They stayed."],
    [2, "It was sold in the U.S. The rest waited."],
    [2, 'It was a record of the 1940s. "Sukiyaki" was its name.'],
    [2, "The first record was R&B. Redding wrote it."],
  ])("initials and abbreviations end one only where the next word shows it: %i in %s", (count, text) => {
    expect(countSentences(text)).toBe(count);
  });

  test.each([
    [1, 'They sang "Help! Now. Please?" on the roof.'],
    [1, 'On "Hey Ya!" André 3000 sang.'],
    [2, 'They sang "Hey Ya!" It was new.'],
    [2, 'They sang "One Love." Bono wept.'],
    [2, 'It was a 12" single. Later they sang "Help! Now." on the roof.'],
  ])("a title in quotes holds none: %i in %s", (count, text) => {
    expect(countSentences(text)).toBe(count);
  });

  test.each([
    [1, "Wham! George and all of Panic! At the Disco met."],
    [2, "It was sung by Wham! It was new."],
    [2, "Run-D.M.C.'s record was new. Godspeed You! Black Emperor came."],
  ])("an artist's name holds none: %i in %s", (count, text) => {
    expect(countSentences(text, ["Wham!", "Panic! At the Disco", "Run-D.M.C.", "Godspeed You! Black Emperor"])).toBe(
      count,
    );
  });
});

describe("words to leave out", () => {
  test.each([
    ["An iconic song was recorded.", ["iconic"]],
    ["Legendary players met; it Changed music.", ["legendary", "changed music"]],
    ["It was forever.", ["forever"]],
    ['They sang "Viva Forever" and "Diamonds Are Forever".', []],
    ['The 12" single of "Forever Young" was sold.', []],
    ['It was a 12", forever sold as "Young".', ["forever"]],
  ])("%s", (text, expected) => {
    expect(findEmptyWords(fact({ text }))).toEqual(expected);
  });

  test("in a headline are found too, and a title there may hold them", () => {
    expect(findEmptyWords(fact({ headline: 'An iconic "Forever"' }))).toEqual(["iconic"]);
  });

  test("may stand in an artist's own name", () => {
    expect(findEmptyWords(fact({ artists: ["Legendary Pink Dots"], text: "Legendary Pink Dots sang." }))).toEqual([]);
  });
});
