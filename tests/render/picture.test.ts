import { ComponentType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { createLook } from "../../src/render/look.ts";
import {
  hasPicture,
  NO_PICTURES,
  type Picture,
  pictureButton,
  renderPicture,
  viewOf,
  withoutPictures,
  withPicture,
} from "../../src/render/picture.ts";
import { reply, text } from "../../src/render/reply.ts";
import { textOf } from "../bot/bot.ts";
import { fact } from "../facts/sample.ts";

const LOOK = createLook(createIndex([], []));
const CARRIED: Picture = {
  alt: "1986.",
  url: "attachment://a.png",
  file: { name: "a.png", contentType: "image/png", data: Buffer.from("a card") },
};
const LINKED: Picture = { alt: "1986.", url: "https://example.com/a.png" };
const WORDS = reply("everyone", 1, [text("words")]);
const PING = { ...WORDS, components: [text("<@&7>"), ...WORDS.components], pings: "7" };

describe("a message with a picture", () => {
  test("has it above all else of its container, and says in words what it shows", () => {
    expect(withPicture(PING, CARRIED)).toEqual({
      ...PING,
      components: [
        { type: ComponentType.TextDisplay, content: "<@&7>" },
        {
          type: ComponentType.Container,
          accent_color: 1,
          components: [
            {
              type: ComponentType.MediaGallery,
              items: [{ media: { url: "attachment://a.png" }, description: "1986." }],
            },
            { type: ComponentType.TextDisplay, content: "words" },
          ],
        },
      ],
      files: [CARRIED.file],
    });
  });

  test.each([
    ["carried", CARRIED],
    ["linked", LINKED],
  ])("is what it was, once that is taken off: %s", (_, picture) => {
    expect(withoutPictures(withPicture(PING, picture))).toEqual(PING);
    expect(hasPicture(withPicture(PING, picture))).toBe(true);
    expect(hasPicture(PING)).toBe(false);
  });

  test("carries nothing where it links", () => {
    expect(withPicture(PING, LINKED).files).toBeUndefined();
  });
});

describe("an answer to a command", () => {
  const of = async () => CARRIED;

  test("has the picture where that is linked, which takes no time", async () => {
    expect(await viewOf(fact(), { way: "linked", of: async () => LINKED })).toBe(LINKED);
  });

  test("else a button that asks for it", async () => {
    const view = await viewOf(fact({ id: "some-fact" }), { way: "carried", of });

    expect(pictureButton({ id: "some-fact" }, view)).toMatchObject({
      label: "Picture",
      custom_id: "1/fact/picture/some-fact",
    });
    expect(withPicture(WORDS, view)).toBe(WORDS);
  });

  test("and neither where there are no pictures, or none of this fact", async () => {
    for (const pictures of [NO_PICTURES, { way: "linked", of: async () => undefined } as const]) {
      const view = await viewOf(fact(), pictures);

      expect(pictureButton({ id: "some-fact" }, view)).toBeUndefined();
      expect(withPicture(WORDS, view)).toBe(WORDS);
    }
  });
});

test("who asks for a picture gets it alone, or a sentence", () => {
  const shown = renderPicture(fact(), CARRIED, LOOK);

  expect([shown.audience, shown.files]).toEqual(["asker", [CARRIED.file]]);
  expect(textOf(renderPicture(fact(), undefined, LOOK).components)).toBe(
    "I could not draw the picture just now; try again in a minute.",
  );
});
