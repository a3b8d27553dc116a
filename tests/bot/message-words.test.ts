import { describe, expect, test } from "vitest";
import { wordsOf } from "../../src/bot/message-words.ts";

describe("the words of a message", () => {
  test("are those of its text, embeds, components and what it forwards", () => {
    const words = wordsOf({
      content: "text",
      embeds: [
        {
          author: { name: "author" },
          title: "title",
          description: "description",
          fields: [{ name: "name", value: "value" }],
          footer: { text: "footer" },
        },
      ],
      components: [
        {
          type: 17,
          components: [
            { type: 10, content: "display" },
            { type: 2, label: "button" },
          ],
        },
      ],
      message_snapshots: [{ message: { content: "forwarded" } }],
    });

    expect(words.split("\n")).toEqual("text author title description name value footer display forwarded".split(" "));
  });

  test.each([
    [undefined, ""],
    ["a text", ""],
    [{}, ""],
    [{ content: 7, embeds: "none", components: [null, 7], message_snapshots: {} }, ""],
    [{ content: "text", embeds: [{ title: 7, description: "description" }, null] }, "text\ndescription"],
  ])("of %j", (sent, words) => {
    expect(wordsOf(sent)).toBe(words);
  });

  test("end where nothing could stand any more, however deep and long they are", () => {
    const deep = Array.from({ length: 100 }).reduce<object>(
      (inner) => ({ message_snapshots: [{ message: inner }], content: "x" }),
      {},
    );

    expect(wordsOf(deep)).toBe("x\nx\nx\nx\nx");
    expect(wordsOf({ content: "x".repeat(20_000) })).toHaveLength(10_000);
  });
});
