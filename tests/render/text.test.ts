import { parse } from "discord-markdown-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { renderFact } from "../../src/render/fact.ts";
import { createLook } from "../../src/render/look.ts";
import { renderSearch } from "../../src/render/search.ts";
import { plain } from "../../src/render/text.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";

const LOOK = createLook(createIndex([], []));

/**
 * No more than text; of "@everyone" the client makes a mention only where the message may ping, and none of ours may.
 */
const WITHOUT_EFFECT = ["text", "br", "escape", "twemoji", "everyone", "here"];

/** What a client would show as more than text. */
function effectsOf(message: string): string[] {
  const kinds: string[] = [];
  JSON.stringify(parse(message, "extended"), (key, value) => {
    if (key === "type" && !WITHOUT_EFFECT.includes(value)) kinds.push(value);
    return value;
  });
  return kinds;
}

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ..."*_`|~<>[]()\\#-1.:!@&/ \n",
        "@everyone",
        "<@&123456789012345678>",
        "<@123456789012345678>",
        "<#123456789012345678>",
        "</today:123456789012345678>",
        "<t:1:F>",
        "<a:name:123456789012345678>",
        "https://example.com",
        "[x](https://example.com)",
        "\u202e",
        "\u200b",
        "\u2028",
        "```",
        "word",
      ),
      { maxLength: 40 },
    )
    .map((it) => it.join("")),
);

test("whatever was written has no effect in a message", () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 10, max: 300 }), (written, max) => {
      for (const shown of [plain(written), plain(written, max)]) expect(effectsOf(shown)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test("nor has it in the messages that it stands in, which have headings and bold print of their own", () => {
  fc.assert(
    fc.property(hostile, (written) => {
      const sample = { id: "a", headline: written, text: written, section: written, artists: [written] } as const;
      const it = fact({ ...sample, genres: [written, "jazz"], verdict: "wrong", note: written });
      for (const message of [renderFact(it, LOOK), renderSearch(written, [it], LOOK, 1)]) {
        const effects = effectsOf(textOf(message));
        expect(effects.filter((kind) => !["heading", "subtext", "strong"].includes(kind))).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

describe("what is invisible goes", () => {
  test.each([
    ["direction marks", "\u202eabc\u2066d\u061ce"],
    ["zero width", "a\u200bb\u200dc\ufeffd\u00ade"],
    ["fillers", "a\u3164b\u115fc\u034fd\u17b4e"],
    ["line ends", "a\nb\u2028c\u2029d\u0085e"],
    ["tags", "a\u{e0001}b\u{e0041}c\u{e007f}d e"],
    ["half a character", "a\ud800b\udfffc d e"],
  ])("%s", (_, written) => {
    expect(plain(written)).toMatch(/^[a-e \ufffd]+$/);
    expect(plain(written).isWellFormed()).toBe(true);
  });
});

test("marks do not pile up over other lines", () => {
  expect(plain(`a${"\u0301".repeat(100)}b`)).toBe("a\u0301\u0301\u0301b");
  expect(plain("Beyoncé, Sinéad, Việt, ไม่")).toBe("Beyoncé, Sinéad, Việt, ไม่");
});

test("6,000 characters are cut at the limit, between characters and not within an escape", () => {
  for (const written of ["*".repeat(6000), "😀".repeat(3000), `${"x".repeat(97)}*y${"z".repeat(6000)}`]) {
    const shown = plain(written, 100);

    expect(shown.length).toBeLessThanOrEqual(100);
    expect(shown).toMatch(/[^\\]…$/u);
    expect(shown.isWellFormed()).toBe(true);
  }
});
