import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { createJsonSchemas } from "../../../facts/check/json-schema.ts";
import { SHIPPED_FACTS } from "../../../facts/index.ts";
import { factYaml } from "../content.ts";

const FOLDER = join(import.meta.dirname, "../../../facts/schema");
const schemas = createJsonSchemas();
const files = globSync("**/*.yaml", { cwd: SHIPPED_FACTS });

const accepts = (name: string, content: unknown) => z.fromJSONSchema(schemas[name]!).safeParse(content).success;

const OWN_SCHEMAS: Readonly<Record<string, string>> = {
  "artists.yaml": "artists.schema.json",
  "genres.yaml": "genres.schema.json",
  "topics.yaml": "topics.schema.json",
  "corrections.yaml": "corrections.schema.json",
  "audits.yaml": "audits.schema.json",
};

const schemaOf = (file: string) =>
  basename(dirname(file)) === "links" ? "links.schema.json" : (OWN_SCHEMAS[basename(file)] ?? "facts.schema.json");

test.each(Object.keys(schemas))("%s is in step with the code; `npm run facts:schema` makes it so", (name) => {
  expect(JSON.parse(readFileSync(join(FOLDER, name), "utf8"))).toEqual(schemas[name]);
});

test.each(files)("an editor finds nothing wrong in %s", (file) => {
  expect(accepts(schemaOf(file), parse(readFileSync(join(SHIPPED_FACTS, file), "utf8")))).toBe(true);
});

describe("an editor shows", () => {
  test.each([
    ["a key that is not known", (text: string) => text.replace("weight", "wieght")],
    ["a kind that is not known", (text: string) => text.replace("release", "rumour")],
    ["a date in words", (text: string) => text.replace("1986-09-27", "September")],
    ["a key left out", (text: string) => text.replace("  kind: release\n", "")],
  ])("%s", (_, spoil) => {
    expect(accepts("facts.schema.json", parse(factYaml("a")))).toBe(true);
    expect(accepts("facts.schema.json", parse(spoil(factYaml("a"))))).toBe(false);
  });
});

test("where a file names its schema in a comment, it is the right one", () => {
  const named = files.flatMap((file) => {
    const comment = /^# yaml-language-server: \$schema=(.+)$/m.exec(readFileSync(join(SHIPPED_FACTS, file), "utf8"));
    return comment ? [{ file, schema: join(SHIPPED_FACTS, dirname(file), comment[1]!) }] : [];
  });

  expect(named).toEqual(named.map(({ file }) => ({ file, schema: join(FOLDER, schemaOf(file)) })));
});
