import { describe, expect, test } from "vitest";
import { createWordReader, nameKey, wordGroups } from "../../../facts/model/normalise.ts";

describe("spellings of one name meet", () => {
  test.each([
    ["Run-D.M.C.", "run dmc"],
    ["Run-D.M.C.", "RUNDMC"],
    ["Run–D.M.C", "Run-DMC"],
    ["AC/DC", "acdc"],
    ["Jay-Z", "jay z"],
    ["Beyoncé", "beyonce"],
    ["Mötley Crüe", "Motley Crue"],
    ["Sigur Rós", "sigur ros"],
    ["Røyksopp", "royksopp"],
    ["N.W.A", "nwa"],
    ["Guns N' Roses", "guns and roses"],
    ["Simon & Garfunkel", "Simon and Garfunkel"],
    ["R&B", "r and b"],
    ["R&B", "rnb"],
    ["Rock ’n’ Roll", "rock & roll"],
    ["  Queen ", "QUEEN"],
    ["ＡＢＢＡ", "abba"],
    ["Молчат Дома", "МОЛЧАТ ДОМА"],
  ])("%s and %s", (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });
});

describe("different names stay apart", () => {
  test.each([
    ["Queen", "Queens"],
    ["坂本九", "坂本龍一"],
    ["がき", "かき"],
    ["!!!", "???"],
    ["Band", "And"],
  ])("%s and %s", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});

test("initials are one word, other punctuation parts words", () => {
  expect(wordGroups("Run-D.M.C. & AC/DC")).toEqual([["run", "dmc"], ["n"], ["ac", "dc"]]);
});

test("a word with a hyphen is indexed in parts and as a whole", () => {
  expect(createWordReader()("hip-hop tune")).toEqual(["hip", "hop", "hiphop", "tune"]);
});

test("scripts without spaces or accents of ours survive", () => {
  expect(wordGroups("坂本九 हिन्दी")).toEqual([["坂本九"], ["हिन्दी"]]);
});

test("a text without letters and digits has no words", () => {
  expect(wordGroups(" -- !? … ")).toEqual([]);
  expect(nameKey("  ")).toBe("");
});
