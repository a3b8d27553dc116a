import { basename } from "node:path";
import * as z from "zod";
import { type Artist, articleSchema, artistListSchema, type Fact, factListSchema } from "./fact.ts";
import { FactDataError, type Place } from "./fact-data-error.ts";
import { describeIssue } from "./fact-issue.ts";
import { type Family, familyListSchema } from "./genre.ts";
import { type Topic, topicListSchema } from "./topic.ts";
import { parseYaml, placeOf, type YamlPath } from "./yaml-text.ts";

/** One thing that a file holds, and where in the file it stands. */
export interface Entry<T> {
  readonly value: T;
  readonly path: YamlPath;
  readonly file: FactFile;
}

/** One file, read and found to be right by itself. */
export interface FactFile {
  readonly name: string;
  readonly facts: readonly Entry<Fact>[];
  readonly artists: readonly Entry<Artist>[];
  readonly families: readonly Entry<Family>[];
  readonly topics: readonly Entry<Topic>[];
  /** Where the value at `path` stands, for reporting what is wrong between files. */
  place(path: YamlPath): Place;
}

/**
 * Reads the text of one file: `artists.yaml` holds artists, `genres.yaml` genres, `topics.yaml` topics, any other file facts or an article.
 *
 * @param name the path by which errors call it; its last part tells what it holds
 * @throws {FactDataError} at the first place that does not fit
 */
export function readFactFile(name: string, text: string): FactFile {
  const written = parseYaml(name, text);
  const facts: Entry<Fact>[] = [];
  const artists: Entry<Artist>[] = [];
  const families: Entry<Family>[] = [];
  const topics: Entry<Topic>[] = [];
  const file: FactFile = { name, facts, artists, families, topics, place: (path) => placeOf(text, path) };
  const check = <T>(schema: z.ZodType<T>) => checkFile(schema, written, name, text);

  if (/^artists\.ya?ml$/i.test(basename(name))) {
    for (const [at, value] of check(artistListSchema).entries()) artists.push({ value, path: [at], file });
  } else if (/^genres\.ya?ml$/i.test(basename(name))) {
    for (const [at, value] of check(familyListSchema).entries()) families.push({ value, path: [at], file });
  } else if (/^topics\.ya?ml$/i.test(basename(name))) {
    for (const [at, value] of check(topicListSchema).entries()) topics.push({ value, path: [at], file });
  } else if (Array.isArray(written)) {
    for (const [at, value] of check(factListSchema).entries()) facts.push({ value, path: [at], file });
  } else if (isArticle(written)) {
    const { article, sections } = check(articleSchema);
    for (const [part, { heading: section, facts: claims }] of sections.entries()) {
      for (const [at, claim] of claims.entries()) {
        facts.push({ value: { ...claim, article, section }, path: ["sections", part, "facts", at], file });
      }
    }
  } else {
    throw new FactDataError(name, placeOf(text, []), "must be a list of facts, or an article with its sections");
  }
  return file;
}

function isArticle(written: unknown): boolean {
  return typeof written === "object" && written !== null && ("article" in written || "sections" in written);
}

/** The checked value, or the error whose place comes first in the text. */
function checkFile<T>(schema: z.ZodType<T>, written: unknown, name: string, text: string): T {
  const { success, data, error } = schema.safeParse(written, { error: describeIssue });
  if (success) return data;
  const problems = error.issues.flatMap(toProblems).map((it) => ({ ...it, place: placeOf(text, it.path, it.part) }));
  const [first, ...others] = problems.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const more = others.length > 0 ? ` (and ${others.length} more in this file)` : "";
  throw new FactDataError(name, first?.place, `${first?.problem}${more}`);
}

interface Problem {
  readonly path: YamlPath;
  readonly part: "key" | "value";
  readonly problem: string;
}

function toProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code !== "unrecognized_keys") return [problem(issue.path, "value", issue.message)];
  return issue.keys.map((key) =>
    problem([...issue.path, key], "key", "is not a known key; facts/README.md lists them"),
  );
}

/** Says what is wrong by the key within its entry: `sources[0].url`, not by the entry's number in the list. */
function problem(path: YamlPath, part: "key" | "value", message: string): Problem {
  const key = z.core.toDotPath(path).replace(/^(sections\[\d+\]\.facts)?\[\d+\]\.?/, "");
  return { path, part, problem: key === "" ? message : `${key}: ${message}` };
}
