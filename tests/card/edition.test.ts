import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEdition } from "../../src/card/edition.ts";
import { FONT_PACKAGES } from "../../src/card/font-packages.ts";

test("the fonts that are looked in are those that are installed with the bot, and no others", () => {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
    dependencies: object;
  };

  expect(Object.keys(dependencies).filter((it) => it.startsWith("@fontsource"))).toEqual(FONT_PACKAGES.toSorted());
});

test("an edition names the version of each font and of what draws", async () => {
  const versions = (await readEdition()).split(" ");

  expect(versions).toHaveLength(FONT_PACKAGES.length + 1);
  expect(versions.every((it) => /^\d+\.\d+\.\d+/.test(it))).toBe(true);
});
