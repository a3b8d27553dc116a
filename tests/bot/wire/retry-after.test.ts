import { expect, test } from "vitest";
import { readRetryAfter } from "../../../src/bot/wire/retry-after.ts";

const json = (retry_after: unknown) => JSON.stringify({ message: "You are being rate limited.", retry_after });

test.each([
  ["seconds", "65", "", 65_000],
  ["parts of a second", "0.25", "", 250],
  ["a blank around it", " 5 ", "", 5000],
  ["the body alone says it", null, json(1.337), 1337],
  ["the body knows it better", "1", json(64.57), 64_570],
  ["the header is odd, the body is not", "Wed, 21 Oct 2026 07:28:00 GMT", json(3), 3000],
  ["a whole day", "86400", "", 86_400_000],
  ["nothing", null, "", undefined],
  ["a page", null, "<html>error 1015</html>", undefined],
  ["a date", "Wed, 21 Oct 2026 07:28:00 GMT", "", undefined],
  ["zero", "0", "", undefined],
  ["zero in both", "0.000", json(0), undefined],
  ["NaN", "NaN", json("NaN"), undefined],
  ["below zero", "-5", json(-5), undefined],
  ["years", "99999999999", json(1e300), undefined],
  ["Infinity", "Infinity", "", undefined],
  ["an exponent", "1e9", "", undefined],
  ["a list", "5, 6", json([5, 6]), undefined],
  ["null for all of it", null, "null", undefined],
])("how long a 429 asks to wait: %s", (_, header, body, ms) => {
  expect(readRetryAfter(header, body)).toBe(ms);
});
