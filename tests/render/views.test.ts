import { expect, test } from "vitest";
import { createIndex } from "../../facts/index.ts";
import { createLook } from "../../src/render/look.ts";
import { notice } from "../../src/render/reply.ts";
import { createViews, pageOfView } from "../../src/render/views.ts";
import { SHIPPED } from "../shipped.ts";

const { graph } = SHIPPED;
const [FACTS, OTHER_FACTS] = [createIndex([], []), createIndex([], [])];
const [LOOK, OTHER_LOOK] = [createLook(FACTS), createLook(FACTS)];

/** Counts what is made. */
function counting<Made>(make: (nth: number) => Made) {
  let made = 0;
  return {
    make: () => {
      made += 1;
      return make(made);
    },
    made: () => made,
  };
}

test("a view is made once of the same facts, and once of others", () => {
  const it = counting((nth) => ({ nth }));
  const viewOf = createViews(it.make);

  const [one, again] = [viewOf("a", { facts: FACTS, graph }), viewOf("a", { facts: FACTS, graph })];
  const other = viewOf("a", { facts: OTHER_FACTS, graph });

  expect(again).toBe(one);
  expect(other).not.toBe(one);
  expect(viewOf("b", { facts: FACTS, graph })).not.toBe(one);
  expect(it.made()).toBe(3);
});

test("of a thousand keys some are kept, those of the last", () => {
  const it = counting((nth) => ({ nth }));
  const viewOf = createViews(it.make);
  const ask = (key: number) => viewOf(String(key), { facts: FACTS, graph });
  for (let key = 0; key < 1000; key++) ask(key);

  ask(999);
  ask(0);

  expect(it.made()).toBe(1001);
});

test("a first page is rendered once for each look, any other each time", () => {
  const it = counting((nth) => notice(`Number ${nth}`));
  const view = {};

  const first = pageOfView(view, true, LOOK, it.make);

  expect(pageOfView(view, true, LOOK, it.make)).toBe(first);
  expect(pageOfView(view, false, LOOK, it.make)).not.toBe(first);
  expect(pageOfView(view, true, OTHER_LOOK, it.make)).not.toBe(first);
  expect(pageOfView({}, true, LOOK, it.make)).not.toBe(first);
  expect(it.made()).toBe(4);
});
