import { describe, expect, test } from "vitest";
import { type Piece, parseMarkdown, plainText } from "../../../playground/page/markdown.ts";

/** The pieces as `type(inner)`, short enough to read. */
function sketch(pieces: readonly Piece[]): string {
  return pieces
    .map(({ content, items, type }) => {
      if (Array.isArray(items))
        return `list(${items.map((it) => `${it.depth}:${it.number ?? "•"} ${sketch(it.pieces)}`).join(" | ")})`;
      const inner = typeof content === "string" ? content : sketch(content ?? []);
      return type === "text" ? inner : `${type}(${inner})`;
    })
    .join("");
}

describe("Discord's markdown", () => {
  test.each([
    [
      "**bold**, *italic*, __under__ and ~~gone~~",
      "strong(bold), em(italic), underline(under) and strikethrough(gone)",
    ],
    ["# One\n## Two\ntext", "heading(One)heading(Two)text"],
    ["text\n### Three", "textbr()heading(Three)"],
    ["-# small **and bold**\nnext", "subtext(small strong(and bold))next"],
    ["a\n> quoted\nb", "abr()blockQuote(quotedbr())b"],
    ["`code` and ```js\nblock\n```", "inlineCode(code) and codeBlock(block)"],
    ["||hidden||", "spoiler(hidden)"],
    ["[words](https://example.com/a_b)", "link(words)"],
    ["\\*as typed\\*", "*as typed*"],
    ["a - b", "a - b"],
  ])("%j", (text, expected) => {
    expect(sketch(parseMarkdown(text))).toBe(expected);
  });

  test("lists have depths and numbers, and end where the lines do", () => {
    const text = "Before\n- one\n  - **two**\n3. three\n-# after";

    expect(sketch(parseMarkdown(text))).toBe("Beforebr()list(0:• one | 1:• strong(two) | 0:3 three)subtext(after)");
  });

  test("mentions and timestamps keep what they name", () => {
    const pieces = parseMarkdown("<#123456789012345678> <@&223456789012345678> <@323456789012345678> <t:1790000000:R>");

    expect(pieces.filter(({ type }) => type !== "text")).toEqual([
      { type: "channel", id: "123456789012345678" },
      { type: "role", id: "223456789012345678" },
      { type: "user", id: "323456789012345678" },
      { type: "timestamp", timestamp: "1790000000", format: "R" },
    ]);
  });

  test("HTML is text like any other", () => {
    expect(sketch(parseMarkdown("<img src=x onerror=alert(1)>"))).toBe("<img src=x onerror=alert(1)>");
  });

  test("copied text is without marks", () => {
    expect(plainText(parseMarkdown("## **Walk** This Way\n- by *Run-D.M.C.*"))).toBe("Walk This Wayby Run-D.M.C.");
  });
});
