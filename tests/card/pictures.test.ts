import { describe, expect, test } from "vitest";
import { createArtistGraph, createIndex } from "../../facts/index.ts";
import type { Card } from "../../src/card/card.ts";
import { createCardBook } from "../../src/card/pictures.ts";
import { UndrawableError } from "../../src/card/studio.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { content, fact } from "../facts/sample.ts";

const EVENT = fact({ id: "two-worlds-meet" });
const OTHER = fact({ id: "another" });
const facts = createIndex([EVENT, OTHER], []);
const MET = fact({ id: "they-meet", artists: ["Ann", "Bob"] });
const graph = createArtistGraph(content({ facts: [MET] }));
const CHAIN = { keys: [graph.keyOf("Ann"), graph.keyOf("Bob")] as const, ...graph.connect("Ann", "Bob")! };
const CHAIN_NAME = `${CHAIN.keys.join(".")}.1`;
const PNG = Buffer.from("a card");

/** A book over a studio and a shelf of which the test says how they do. */
function setUp({
  draw = async (_: Card): Promise<Buffer> => PNG,
  kept = new Map<string, Buffer>(),
  publicUrl = undefined as string | undefined,
  edition = "1",
} = {}) {
  const drawn: string[] = [];
  const book = createCardBook({
    facts,
    graph,
    look: createLook(facts),
    studio: {
      draw: (card) => {
        drawn.push(card.seed);
        return draw(card);
      },
    },
    shelf: {
      read: async (name) => kept.get(name),
      write: async (name, png) => void kept.set(name, Buffer.from(png)),
    },
    edition,
    publicUrl,
    log: createLog("silent"),
    patience: 20,
  });
  return { book, drawn, kept };
}

test("a picture goes with the message, and says in words all that it shows", async () => {
  expect(await setUp().book.of(EVENT)).toEqual({
    alt: "1986. 27 September. Two worlds meet. Run-D.M.C. hip-hop × rock. Crossfade.",
    url: "attachment://two-worlds-meet.png",
    file: { name: "two-worlds-meet.png", contentType: "image/png", data: PNG },
  });
});

test("a card is drawn once, however many ask at once and later, and after a restart", async () => {
  const { book, drawn, kept } = setUp();

  await Promise.all([book.of(EVENT), book.of(EVENT), book.of(OTHER)]);
  await book.of(EVENT);
  const restarted = setUp({ kept });
  await restarted.book.of(EVENT);

  expect(drawn).toEqual(["two-worlds-meet", "another"]);
  expect(restarted.drawn).toEqual([]);
});

test("other fonts make another card", async () => {
  const { kept } = setUp();
  await setUp({ kept }).book.of(EVENT);
  const { book, drawn } = setUp({ kept, edition: "2" });

  await book.of(EVENT);

  expect(drawn).toEqual(["two-worlds-meet"]);
});

describe("a message goes out without a picture", () => {
  test("where it takes too long; the next one has it", async () => {
    const { promise, resolve } = Promise.withResolvers<Buffer>();
    const { book, drawn } = setUp({ draw: () => promise });

    expect(await book.of(EVENT)).toBeUndefined();
    resolve(PNG);

    expect(await book.of(EVENT)).toMatchObject({ file: { data: PNG } });
    expect(drawn).toEqual(["two-worlds-meet"]);
  });

  test("where it fails, and it is tried again", async () => {
    let fails = true;
    const { book } = setUp({ draw: async () => (fails ? Promise.reject(new Error("no memory")) : PNG) });

    expect(await book.of(EVENT)).toBeUndefined();
    fails = false;

    expect(await book.of(EVENT)).toBeDefined();
  });

  test("where it can never be drawn, which is not tried again", async () => {
    const { book, drawn } = setUp({ draw: () => Promise.reject(new UndrawableError("no font")) });

    expect([await book.of(EVENT), await book.of(EVENT)]).toEqual([undefined, undefined]);
    expect(drawn).toHaveLength(1);
  });
});

describe("where the bot is reached from outside", () => {
  const publicUrl = "https://example.com/crossfade";

  test("messages link to the card, whose address changes with it", async () => {
    const { url = "", file } = (await setUp({ publicUrl }).book.of(EVENT)) ?? {};
    const other = await setUp({ publicUrl, edition: "2" }).book.of(EVENT);

    expect(url).toMatch(/^https:\/\/example\.com\/crossfade\/cards\/two-worlds-meet\/[0-9a-f]{32}\.png$/);
    expect(file).toBeUndefined();
    expect(other?.url).not.toBe(url);
  });

  test("and to none that cannot be drawn", async () => {
    expect(await setUp({ publicUrl, draw: () => Promise.reject(new Error()) }).book.of(EVENT)).toBeUndefined();
  });
});

describe("over HTTP", () => {
  async function hashOf(id: string) {
    const page = await setUp().book.page(id, "gone-by");
    return page.kind === "moved" ? page.hash : "";
  }

  test("the card under its hash", async () => {
    const hash = await hashOf(EVENT.id);

    expect(await setUp().book.page(EVENT.id, hash)).toEqual({ kind: "card", png: PNG });
  });

  test("a hash gone by says where the card is now", async () => {
    const { url = "" } = (await setUp({ publicUrl: "https://example.com" }).book.of(EVENT)) ?? {};

    expect(url).toBe(`https://example.com/cards/two-worlds-meet/${await hashOf(EVENT.id)}.png`);
  });

  test("a fact that nobody knows", async () => {
    expect(await setUp().book.page("nobody-knows", "x")).toEqual({ kind: "unknown" });
  });

  test("a card that fails now, and one that cannot be drawn", async () => {
    const hash = await hashOf(EVENT.id);
    const failing = setUp({ draw: () => Promise.reject(new Error("no memory")) });
    const never = setUp({ draw: () => Promise.reject(new UndrawableError("no font")) });

    expect(await failing.book.page(EVENT.id, hash)).toEqual({ kind: "failed" });
    expect(await never.book.page(EVENT.id, hash)).toEqual({ kind: "unknown" });
  });
});

describe("a chain between two artists", () => {
  const publicUrl = "https://example.com";

  test("is drawn once and kept, as facts are", async () => {
    const { book, drawn, kept } = setUp();

    expect(await book.of(CHAIN)).toMatchObject({ url: `attachment://${CHAIN_NAME}.png`, file: { data: PNG } });
    await book.of(CHAIN);
    await setUp({ kept }).book.of(CHAIN);

    expect(drawn).toEqual([CHAIN_NAME]);
    expect(kept.size).toBe(1);
  });

  test("is linked under its name, of which it can be drawn again", async () => {
    const { url = "" } = (await setUp({ publicUrl }).book.of(CHAIN)) ?? {};
    const [, name = "", hash = ""] = /^https:\/\/example\.com\/cards\/([\w.-]+)\/([0-9a-f]{32})\.png$/.exec(url) ?? [];

    expect(name).toBe(CHAIN_NAME);
    expect(await setUp().book.page(name, hash)).toEqual({ kind: "card", png: PNG });
    expect(await setUp().book.page(name, "gone-by")).toEqual({ kind: "moved", hash });
  });

  test.each([
    ["someone unknown", `${CHAIN.keys[0]}.0000000000.1`],
    ["an artist to himself", `${CHAIN.keys[0]}.${CHAIN.keys[0]}.1`],
    ["a way that there is not", `${CHAIN.keys.join(".")}.2`],
    ["two whom nothing joins", `${CHAIN.keys[0]}.${graph.keyOf("Cy")}.1`],
  ])("of %s there is none", async (_, name) => {
    expect(await setUp().book.page(name, "x")).toEqual({ kind: "unknown" });
  });
});
