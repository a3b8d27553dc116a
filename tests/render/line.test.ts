import { expect, test } from "vitest";
import { factLine, factOption } from "../../src/render/line.ts";
import { claim, fact } from "../facts/sample.ts";

const CROWD = Array.from({ length: 12 }, (_, at) => `The Players No. ${at + 1}`);

test("a line of a list names the year, the headline and the artists", () => {
  const it = fact({ headline: "A riff meets a rhyme", artists: ["Run-D.M.C.", "Aerosmith"] });

  expect(factLine(it)).toBe("**1986** A riff meets a rhyme · Run-D.M.C., Aerosmith");
  expect(factLine(it, "genres")).toBe("**1986** A riff meets a rhyme · Run-D.M.C., Aerosmith · hip-hop × rock");
});

test("of many artists a line names the first, and how many more there are", () => {
  const line = factLine(fact({ headline: "All at once", artists: CROWD }));

  expect(line).toBe(
    "**1986** All at once · The Players No. 1, The Players No. 2, The Players No. 3, The Players No. 4 and 8 more",
  );
});

test("a claim is called one, with its year where it has any", () => {
  expect(factLine(claim({ headline: "Did it climb?" }))).toBe("**A claim** Did it climb? · Run-D.M.C.");
  expect(factLine(claim({ headline: "Did it climb?", date: { year: 1986 } }))).toBe(
    "**A claim, 1986** Did it climb? · Run-D.M.C.",
  );
});

test("what formats in a message has no effect in a line, and shows as it is in a list to choose from", () => {
  const it = fact({ headline: "*NSYNC meet <@1>", artists: ["A$AP Rocky", "will_i_am_"] });

  expect(factLine(it)).toBe(String.raw`**1986** \*NSYNC meet \<@1> · A$AP Rocky, will\_i\_am\_`);
  expect(factOption(it)).toEqual({
    label: "*NSYNC meet <@1>",
    value: "nsync-meet-1",
    description: "1986 · A$AP Rocky, will_i_am_ · hip-hop × rock",
  });
});

test("of many artists something to choose names fewer, so that the genres are seen too", () => {
  expect(factOption(fact({ artists: CROWD })).description).toBe(
    "1986 · The Players No. 1, The Players No. 2 and 10 more · hip-hop × rock",
  );
});
