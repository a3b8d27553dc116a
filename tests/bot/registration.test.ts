import type { APIApplicationCommand } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { defineCommand } from "../../src/bot/command.ts";
import { toDefinition } from "../../src/bot/definition.ts";
import { isRegistered } from "../../src/bot/registration.ts";
import { notice } from "../../src/render/reply.ts";

const choosing = (...values: readonly [string, ...string[]]) => {
  const [first, ...others] = values.map((value) => ({ name: `It is ${value}`, value }));
  const which = { type: "choice", description: "Which", choices: [first!, ...others] } as const;
  return toDefinition(
    defineCommand({ name: "pick", description: "Picks", options: { which }, run: () => notice("Done.") }),
  );
};

/** As Discord gives it back: with fields of its own beside each choice. */
const kept = (definition: ReturnType<typeof choosing>) =>
  JSON.parse(JSON.stringify(definition), (key, value) =>
    key === "choices" ? value.map((it: object) => ({ name_localizations: null, ...it })) : value,
  ) as APIApplicationCommand;

test("a command whose choices are as they were is not registered again, and one whose choices changed is", () => {
  expect(isRegistered([choosing("any", "none")], [kept(choosing("any", "none"))])).toBe(true);
  expect(isRegistered([choosing("any", "none")], [kept(choosing("any"))])).toBe(false);
  expect(isRegistered([choosing("any", "none")], [kept(choosing("any", "nothing"))])).toBe(false);
});
