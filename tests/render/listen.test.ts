import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_LISTEN_URL, listenAddress, problemOfListenUrl } from "../../src/render/listen.ts";

const SEARCH = "https://www.youtube.com/results?search_query=";
const at = (artist: string, title: string, template = DEFAULT_LISTEN_URL) => listenAddress(template, { artist, title });

test.each([
  [
    "what has a meaning in an address",
    "AC/DC & #1?",
    "50% + 1=2",
    `${SEARCH}AC%2FDC%20%26%20%231%3F%2050%25%20%2B%201%3D2`,
  ],
  ["what ends a link", "Guns N' Roses (live)", "*!", `${SEARCH}Guns%20N%27%20Roses%20%28live%29%20%2A%21`],
  ["other scripts", "坂本九", "é", `${SEARCH}%E5%9D%82%E6%9C%AC%E4%B9%9D%20%C3%A9`],
  ["a placeholder as a name", "{title}", "$&", `${SEARCH}%7Btitle%7D%20%24%26`],
  ["half a character and what is invisible", "\ud800A\u202e", "\u200bB", `${SEARCH}%EF%BF%BDA%20B`],
])("names are percent-encoded: %s", (_, artist, title, address) => {
  expect(at(artist, title)).toBe(address);
});

test.each([
  ["a name that shows nothing", "\u200b", "Title"],
  ["an address longer than Discord allows", "坂".repeat(60), "Title"],
])("there is none for %s", (_, artist, title) => {
  expect(at(artist, title)).toBeUndefined();
});

test("a template may have its names anywhere behind the host, also twice", () => {
  expect(at("A B", "C", "https://example.com/{artist}/{title}?q={artist}#{title}")).toBe(
    "https://example.com/A%20B/C?q=A%20B#C",
  );
});

test("whatever the names, the address is one that Discord takes, on the host that was set", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", maxLength: 120 }),
    fc.constantFrom("../..", "//evil.example", "@a:b"),
  );
  fc.assert(
    fc.property(
      name,
      name,
      fc.constantFrom(DEFAULT_LISTEN_URL, "https://a.example/{artist}/{title}"),
      (artist, title, template) => {
        const address = at(artist, title, template);
        if (address === undefined) return;
        expect(address.length).toBeLessThanOrEqual(512);
        expect(address).toMatch(/^[\x21-\x7e]+$/);
        expect(new URL(address).origin).toBe(new URL(template).origin);
      },
    ),
  );
});

test.each([
  DEFAULT_LISTEN_URL,
  "https://music.example/search?q={title}+{artist}",
  "https://music.example:8443/{artist}/{title}",
  "HTTPS://music.example/#{artist}-{title}",
])("%s will do", (template) => {
  expect(problemOfListenUrl(template)).toBeUndefined();
});

test.each([
  "http://music.example/?q={artist}%20{title}",
  "javascript:alert({artist}{title})",
  "spotify:search:{artist}%20{title}",
  "https://music.example/?q={artist}",
  "https://music.example/?q={title}",
  "https://music.example/",
  "https://{artist}.example/{title}",
  "https://music.example{artist}/{title}",
  "https://music.example/{Artist}/{title}",
  "https://music.example/{artist} {title}",
  "https:///{artist}/{title}",
  "https://a b/{artist}/{title}",
  "https://music.example:99999/{artist}/{title}",
  "music.example/{artist}/{title}",
  "{artist} {title}",
  `https://music.example/${"a".repeat(500)}?q={artist}%20{title}`,
])("%s will not", (template) => {
  expect(problemOfListenUrl(template)).toMatch(
    /^must be an https address of a page, with \{artist\} and \{title\} in it/,
  );
});
