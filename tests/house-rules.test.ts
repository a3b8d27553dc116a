import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../commands/index.ts";
import { toDefinition } from "../src/bot/definition.ts";
import type { FieldSpecs } from "../src/bot/form.ts";
import { LIMITS } from "../src/render/reply.ts";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = globSync(["{src,commands,facts,playground,bench}/**/*.ts"], { cwd: ROOT })
  .map((it) => it.split(sep).join("/"))
  .filter((it) => !it.includes("node_modules"));

/** The part of `src/schedule/` that decides and does nothing. */
const PURE_SCHEDULE = [
  "choice",
  "content",
  "daylight",
  "delivery",
  "doubt",
  "forecast",
  "memory",
  "order",
  "place",
  "plan",
  "pool",
  "share",
  "wish",
].map((it) => `src/schedule/${it}.ts`);

/** What a command is, what its forms are, and what it works with; and which day it is. */
const CONTRACT = [...["command", "form", "tools"].map((it) => `src/bot/${it}.ts`), "src/local-day.ts"];

/** What each part may import of ours, by the beginning of the path; the first rule whose `of` fits holds. */
const MAY_IMPORT: readonly { readonly of: string; readonly from: readonly string[] }[] = [
  { of: "facts/model/", from: ["facts/model/"] },
  { of: "facts/find/names/", from: ["facts/model/", "facts/find/names/"] },
  { of: "facts/find/words/", from: ["facts/model/", "facts/find/names/", "facts/find/words/"] },
  {
    of: "facts/find/query/",
    from: ["facts/model/", "facts/find/names/", "facts/find/words/", "facts/find/query/"],
  },
  { of: "facts/find/", from: ["facts/model/", "facts/find/"] },
  { of: "facts/graph/", from: ["facts/model/", "facts/find/", "facts/graph/"] },
  { of: "facts/read/", from: ["facts/model/", "facts/find/", "facts/graph/", "facts/read/"] },
  { of: "facts/", from: ["facts/"] },
  { of: "src/main.ts", from: ["src/host.ts"] },
  { of: "src/app.ts", from: ["src/", "commands/index.ts", "facts/index.ts"] },
  {
    of: "src/render/",
    from: ["src/render/", "src/quiz/", "src/own/", ...PURE_SCHEDULE, "facts/index.ts"],
  },
  {
    of: "src/quiz/",
    from: ["src/quiz/", "src/local-day.ts", "src/render/text.ts", "src/render/link-words.ts", "facts/index.ts"],
  },
  { of: "src/card/", from: ["src/card/", "src/render/", "src/log.ts", "facts/index.ts"] },
  {
    of: "src/feeds/",
    from: ["src/feeds/", "src/schedule/pool.ts", "src/clock.ts", "src/local-day.ts", "facts/index.ts"],
  },
  { of: "src/own/", from: ["src/own/", "src/render/text.ts", "facts/index.ts"] },
  { of: "src/input/", from: ["src/input/", "src/render/text.ts", "src/errors.ts", "facts/index.ts"] },
  {
    of: "src/schedule/",
    from: ["src/schedule/", "src/render/", "src/clock.ts", "src/local-day.ts", "src/log.ts", "facts/index.ts"],
  },
  {
    of: "src/store/",
    from: [
      "src/store/",
      "src/schedule/",
      "src/quiz/",
      "src/own/",
      "src/bot/game-host.ts",
      "src/bot/tools.ts",
      "src/clock.ts",
      "src/errors.ts",
      "src/log.ts",
      "facts/index.ts",
    ],
  },
  {
    of: "src/bot/wire/",
    from: ["src/bot/wire/", "src/bot/failure.ts", "src/errors.ts", "src/listen.ts", "src/log.ts"],
  },
  {
    of: "src/bot/",
    from: [
      "src/bot/",
      "src/quiz/",
      "src/own/",
      "src/render/",
      "src/schedule/",
      "src/clock.ts",
      "src/config.ts",
      "src/errors.ts",
      "src/log.ts",
      "facts/index.ts",
    ],
  },
  { of: "src/", from: ["src/", "facts/index.ts"] },
  { of: "commands/index.ts", from: ["commands/", "src/bot/command.ts"] },
  { of: "commands/facts.ts", from: ["commands/facts/", "src/bot/command.ts"] },
  {
    of: "commands/facts/",
    from: [
      "commands/facts/form.ts",
      "commands/facts/own.ts",
      ...CONTRACT,
      "src/own/",
      "src/render/",
      ...PURE_SCHEDULE,
      "src/errors.ts",
      "facts/index.ts",
    ],
  },
  { of: "commands/suggest.ts", from: ["commands/suggest/", "commands/facts/form.ts", "src/bot/command.ts"] },
  {
    of: "commands/suggest/",
    from: [
      "commands/facts/form.ts",
      "commands/facts/own.ts",
      ...CONTRACT,
      "src/own/",
      "src/render/",
      "src/errors.ts",
      "facts/index.ts",
    ],
  },
  { of: "commands/quiz.ts", from: ["commands/quiz/", "src/bot/command.ts"] },
  {
    of: "commands/quiz/",
    from: [...CONTRACT, "src/quiz/", "src/input/", "src/render/", "src/errors.ts", "facts/index.ts"],
  },
  { of: "commands/daily.ts", from: ["commands/daily/", "src/bot/command.ts"] },
  {
    of: "commands/daily/",
    from: [
      "commands/daily/fields.ts",
      "commands/daily/form.ts",
      "commands/daily/add.ts",
      "commands/daily/edit.ts",
      ...CONTRACT,
      "src/input/",
      "src/render/",
      ...PURE_SCHEDULE,
      "src/errors.ts",
      "facts/index.ts",
    ],
  },
  {
    of: "commands/fact.ts",
    from: ["commands/fact/", ...CONTRACT, "src/input/", "src/render/", "src/errors.ts", "facts/index.ts"],
  },
  {
    of: "commands/",
    from: [...CONTRACT, "src/input/", "src/render/", "src/schedule/pool.ts", "src/errors.ts", "facts/index.ts"],
  },
  { of: "playground/", from: ["playground/", "src/app.ts", "src/config.ts", "src/clock.ts", "src/errors.ts"] },
];

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/^(?:import|export)\s[^;]*?from "([^"]+)"|^import "([^"]+)"|import\("([^"]+)"\)/gm)].map(
    ([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "",
  );
}

const ourImports = (file: string) =>
  importsOf(file)
    .filter((it) => it.startsWith("."))
    .map((it) =>
      relative(ROOT, join(ROOT, dirname(file), it))
        .split(sep)
        .join("/"),
    );

/** The shortest way from a file to itself, such as `["a.ts", "b.ts", "a.ts"]`; `undefined` when there is none. */
function wayBack(file: string, imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const ways = [[file]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of imports.get(way.at(-1)!) ?? []) {
      if (next === file) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

describe("imports point one way", () => {
  test.each(SOURCES.filter((it) => !it.startsWith("bench/")))("%s", (file) => {
    const rule = MAY_IMPORT.find(({ of }) => file.startsWith(of));

    const wrong = ourImports(file).filter((it) => !rule?.from.some((allowed) => it.startsWith(allowed)));

    expect(wrong).toEqual([]);
  });

  test("and never back to where they began, also among tests", () => {
    const files = [...SOURCES, ...globSync("tests/**/*.ts", { cwd: ROOT }).map((it) => it.split(sep).join("/"))];
    const imports = new Map(files.map((file) => [file, ourImports(file)]));

    expect(files.map((file) => wayBack(file, imports)).filter((way) => way !== undefined)).toEqual([]);
  });

  test("discord.js is loaded by one module of the bot alone", () => {
    const loads = SOURCES.filter((it) => /^(src|commands|facts)\//.test(it)).filter((file) =>
      /^import (?!type )[^;]*from "(discord\.js|@discordjs\/\w+)"/m.test(readFileSync(join(ROOT, file), "utf8")),
    );

    expect(loads).toEqual(["src/bot/discord.ts"]);
  });

  test("what draws cards, and the fonts, are loaded by the drawing process alone", () => {
    const drawing = ["draw", "drawer", "fonts", "png"].map((it) => `src/card/${it}.ts`);
    const loads = (file: string, pattern: RegExp) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm)].some(
        ([, from = ""]) => pattern.test(from),
      );
    const bot = SOURCES.filter((it) => /^(src|commands|facts)\//.test(it) && !drawing.includes(it));

    expect(bot.filter((it) => loads(it, /^@takumi-rs|^fontkitten|\/(draw|drawer|fonts|png)\.ts$/))).toEqual([]);
  });

  test("what serves commands over HTTP is loaded only where it is used", () => {
    const statically = /^import (?!type )[^;]*from "([^"]+)"/gm;
    const loads = SOURCES.filter((it) => /^(src|commands|facts)\//.test(it)).filter((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(statically)].some(([, from = ""]) =>
        /^(@?hono($|\/)|.*\/endpoint\.ts$)/.test(from),
      ),
    );

    expect(loads).toEqual(["src/bot/wire/endpoint.ts"]);
  });

  test("the bot loads nothing of the playground, and no package that only development has", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { dependencies: object };
    const packages = SOURCES.filter((it) => /^(src|commands|facts)\//.test(it))
      .flatMap(importsOf)
      .filter((it) => !it.startsWith(".") && !it.startsWith("node:"))
      .map((it) =>
        it
          .split("/")
          .slice(0, it.startsWith("@") ? 2 : 1)
          .join("/"),
      );

    expect([...new Set(packages)].filter((it) => !Object.hasOwn(dependencies, it))).toEqual([]);
  });
});

test("only the modules at the top touch the process and the clock of the machine", () => {
  const touching = SOURCES.filter(
    (it) =>
      /^(src|commands|facts)\//.test(it) &&
      !/^src\/(main|host|app|backup|store-copy|reports|card\/drawer)\.ts$|^facts\/check\/(main|links)\.ts$/.test(it),
  ).filter((file) =>
    /\bTemporal\.Now\b|\bnew Date\(\)|\bDate\.now\(|\bprocess\.(env|exit|on|once|argv)\b/.test(
      readFileSync(join(ROOT, file), "utf8"),
    ),
  );

  expect(touching).toEqual([]);
});

/** A command, subcommand or option, as Discord counts them. */
interface Named {
  readonly name: string;
  readonly description?: string;
  readonly options?: readonly Named[] | undefined;
}

function lengthOf({ description = "", name, options = [] }: Named): number {
  return name.length + description.length + options.reduce((sum, option) => sum + lengthOf(option), 0);
}

function withInner(named: Named): Named[] {
  return [named, ...(named.options ?? []).flatMap(withInner)];
}

describe("every command keeps Discord's limits", () => {
  const [onMessages, typed] = [COMMANDS.filter((it) => it.read), COMMANDS.filter((it) => !it.read)];

  test.each(onMessages.map((it) => [it.name, toDefinition(it) as Named] as const))("“%s”", (_, definition) => {
    expect(definition.name).toMatch(/^\p{L}[\p{L} ]{0,31}$/u);
    expect([definition.description, definition.options]).toEqual([undefined, undefined]);
  });

  test.each(typed.map((it) => [it.name, toDefinition(it) as Named] as const))("/%s", (_, definition) => {
    for (const { description, name, options } of withInner(definition)) {
      expect(name).toMatch(/^[a-z0-9_-]{1,32}$/);
      expect(description?.length).toBeLessThanOrEqual(100);
      expect(options?.length ?? 0).toBeLessThanOrEqual(25);
    }
    expect(lengthOf(definition)).toBeLessThanOrEqual(8000);
  });

  test.each(
    COMMANDS.flatMap(({ modals, name }) =>
      Object.entries(modals ?? {}).map(([form, spec]) => [name, form, spec] as const),
    ),
  )("the form %s/%s", (_, __, { fields, title }) => {
    const specs = Object.values(fields as FieldSpecs);
    expect(title.length).toBeLessThanOrEqual(LIMITS.formTitle);
    expect(specs.length).toBeGreaterThan(0);
    expect(specs.length).toBeLessThanOrEqual(LIMITS.fieldsInForm);
    for (const spec of specs) {
      expect(spec.label.length).toBeLessThanOrEqual(LIMITS.fieldLabel);
      expect(spec.description?.length ?? 1).toBeLessThanOrEqual(LIMITS.fieldDescription);
      if (spec.type === "text") {
        expect(spec.maxLength).toBeLessThanOrEqual(LIMITS.fieldText);
        expect(spec.placeholder?.length ?? 1).toBeLessThanOrEqual(LIMITS.fieldPlaceholder);
      }
      if (spec.type === "checks") expect(spec.options.length).toBeLessThanOrEqual(LIMITS.checks);
    }
  });

  test("required options stand first", () => {
    const optionsIn = COMMANDS.map(toDefinition).map((it) => ("options" in it ? (it.options ?? []) : []));
    const optionLists = optionsIn.flatMap((it) => [
      it,
      ...it.map((option) => ("options" in option ? (option.options ?? []) : [])),
    ]);
    for (const options of optionLists) {
      const required = options.map((it) => ("required" in it ? Boolean(it.required) : false));
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  test("those for moderators ask for Manage Server and stay in servers; the others work everywhere", () => {
    const isForModerators = ({ name }: { readonly name: string }) => ["daily", "facts"].includes(name);
    const definitions = COMMANDS.map(toDefinition);
    const others = definitions.filter((it) => !isForModerators(it));

    for (const it of definitions.filter(isForModerators))
      expect(it).toMatchObject({ default_member_permissions: "32", contexts: [0], integration_types: [0] });
    for (const it of others)
      expect(it).toMatchObject({ default_member_permissions: null, contexts: [0, 1, 2], integration_types: [0, 1] });
  });

  test("each has a file of its own, named as it is typed", () => {
    const files = globSync("*.ts", { cwd: join(ROOT, "commands") }).filter((it) => it !== "index.ts");

    expect(files.toSorted()).toEqual(
      COMMANDS.map((it) => `${it.name.toLowerCase().replaceAll(" ", "-")}.ts`).toSorted(),
    );
  });
});
