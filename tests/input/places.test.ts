import { expect, test } from "vitest";
import { writePlaces } from "./place-list.ts";

test("the list of places is that of the package; `npx vitest run tests/input/places.test.ts -u` writes it anew", async () => {
  await expect(writePlaces()).toMatchFileSnapshot("../../src/input/places.tsv");
});
