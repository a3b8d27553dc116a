import fc from "fast-check";
import { expect, test } from "vitest";
import { toText } from "../../src/store/tables.ts";

test("an instant is written as Temporal writes it, to the millisecond below", () => {
  const nanoseconds = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  fc.assert(
    fc.property(nanoseconds, (it) => {
      const instant = new Temporal.Instant(it);
      expect(toText(instant)).toBe(instant.toString({ smallestUnit: "millisecond" }));
    }),
  );
});
