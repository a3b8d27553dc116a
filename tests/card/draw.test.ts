import pMap from "p-map";
import { describe, expect, test } from "vitest";
import { cardOf, type FactCard } from "../../src/card/card.ts";
import { createPainter } from "../../src/card/draw.ts";
import { createLook } from "../../src/render/look.ts";
import { SHIPPED } from "../shipped.ts";
import { inspect } from "./inspect.ts";

const facts = SHIPPED;
const look = createLook(facts);
const painter = createPainter();

/** With EVERY_CARD=1, as in CI, all are drawn, which takes half a minute; else one of so many. */
const EVERY_CARD = process.env.EVERY_CARD !== undefined;
const ONE_IN = 25;

/** Bytes. */
const LARGEST = 60_000;

const card: FactCard = {
  seed: "walk-this-way-session",
  mark: { kind: "year", text: "1986" },
  beside: ["9 March"],
  headline: "Run-D.M.C. meet Aerosmith",
  artists: "Run-D.M.C. and Aerosmith",
  worlds: [
    { name: "hip-hop", colour: "#e0a100" },
    { name: "rock", colour: "#d1495b" },
  ],
};

test("each shipped fact has a card: whole, with all its letters, within its margins, legible, below 60 kB", async () => {
  const drawn = facts.facts.filter((_, at) => EVERY_CARD || at % ONE_IN === 0);
  const found = await pMap(
    drawn,
    async (fact) => {
      const { png, whole } = await painter.draw(cardOf(fact, look));
      return { id: fact.id, whole, ...inspect(png), size: png.length };
    },
    { concurrency: 4 },
  );

  expect(found.filter((it) => !it.whole || it.spilt > 0 || it.least < 7 || it.size > LARGEST)).toEqual([]);
  expect(found.length).toBeGreaterThan(50);
}, 300_000);

test("there is a font for every letter of all of them", async () => {
  const cards = facts.facts.map((fact) => cardOf(fact, look));
  const letters = [...new Set(cards.flatMap((it) => [...it.headline, ...it.artists, ...it.beside.join("")]))];
  expect(letters.length).toBeGreaterThan(100);

  for (let at = 0; at < letters.length; at += 50)
    await painter.draw({ ...card, headline: letters.slice(at, at + 50).join(" ") });
});

describe("whatever a fact is made of", () => {
  test.each<[string, Partial<FactCard>]>([
    ["100 wide letters without a space", { headline: "W".repeat(100), artists: "M".repeat(50) }],
    [
      "100 Japanese characters",
      { headline: "坂本龍一と友達は音楽で世界を結ぶ、".repeat(6).slice(0, 100), artists: "坂本龍一" },
    ],
    ["simplified Chinese", { headline: "邓丽君与欢乐马戏团一起演唱爵士与民谣", artists: "邓丽君 and 崔健" }],
    ["Korean", { headline: "서태지와 아이들이 국악과 힙합을 섞은 노래로 정상에 오르다", artists: "서태지와 아이들" }],
    ["Arabic with a Latin name", { headline: "أم كلثوم تغني مع Run-D.M.C. في القاهرة", artists: "أم كلثوم" }],
    ["Hebrew", { headline: "עפרה חזה מקליטה שיר תימני עם מקצבי היפ-הופ", artists: "עפרה חזה" }],
    ["Hindi", { headline: "लता मंगेशकर और रविशंकर ने जैज़ के साथ गाया", artists: "लता मंगेशकर" }],
    ["Thai", { headline: "วงดนตรีไทยผสมหมอลำกับร็อกเป็นครั้งแรก", artists: "คาราบาว" }],
    ["Russian and Greek", { headline: "Борис Гребенщиков играет с оркестром", artists: "Νίκος Ξυλούρης" }],
    [
      "accents of many languages",
      { headline: "Dvořák, Björk, Sigur Rós, Łódź, Đorđe, Ñengo, Phạm, Ţepeş, œuvre", artists: "Motörhead" },
    ],
    [
      "Bengali, Punjabi, Gujarati, Tamil, Telugu",
      { headline: "বাংলা ਪੰਜਾਬੀ ગુજરાતી இளையராஜா తెలుగు", artists: "Հայկ და სოსო" },
    ],
    ["emoji", { headline: "🎸🎤 The 😀 song 👩🏽‍🎤 tops 🇧🇷 charts ❤️ for 1️⃣ week", artists: "P!nk ☆ A$AP" }],
    ["a year of three digits and one world", { mark: { kind: "year", text: "476" }, worlds: card.worlds.slice(0, 1) }],
    ["a claim", { mark: { kind: "sign", text: "◐" }, beside: ["A claim, 1986", "The record shows less"] }],
    [
      "three worlds with the longest names, and a date in doubt",
      {
        beside: ["27 September", "± The date is disputed"],
        worlds: ["#00a6a6", "#e85d04", "#9b5de5"].map((colour) => ({ name: "progressive rock and so on and", colour })),
      },
    ],
  ])("%s: the card is whole, within its margins and legible", async (_, part) => {
    const { png, whole } = await painter.draw({ ...card, ...part });

    const { least, spilt } = inspect(png);
    expect({ whole, spilt, legible: least >= 7 }).toEqual({ whole: true, spilt: 0, legible: true });
    expect(png.length).toBeLessThan(LARGEST);
  });

  test("what is too much even in the smallest letters is cut, and says so", async () => {
    const { png, whole } = await painter.draw({ ...card, headline: "﷽".repeat(100) });

    expect(whole).toBe(false);
    expect(inspect(png).spilt).toBe(0);
  });

  test("a letter that no font has is no card, rather than an empty box", async () => {
    await expect(painter.draw({ ...card, headline: "ሰላም" })).rejects.toThrow("no font has ሰ ላ ም");
  });
});

test("the same fact gives the same bytes, whatever was drawn before it", async () => {
  const first = await createPainter().draw(card);
  const other = createPainter();
  await other.draw({ ...card, headline: "坂本龍一 ✔ 🎸", artists: "أم كلثوم" });

  expect((await other.draw(card)).png.equals(first.png)).toBe(true);
});
