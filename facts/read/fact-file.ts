import { basename, dirname } from "node:path";
import * as z from "zod";
import { type Audit, auditListSchema } from "../model/audit.ts";
import { type Correction, correctionListSchema } from "../model/correction.ts";
import { type Artist, articleSchema, artistListSchema, type Fact, factListSchema } from "../model/fact.ts";
import { type Family, familyListSchema } from "../model/genre.ts";
import { type Link, linkListSchema } from "../model/link.ts";
import { type Topic, topicListSchema } from "../model/topic.ts";
import { FactDataError, type Place } from "./fact-data-error.ts";
import { describeIssue } from "./fact-issue.ts";
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
  readonly links: readonly Entry<Link>[];
  readonly corrections: readonly Entry<Correction>[];
  readonly audits: readonly Entry<Audit>[];
  /** Where the value at `path` stands, for reporting what is wrong between files. */
  place(path: YamlPath): Place;
}

/**
 * Reads the text of one file: `artists.yaml`, `genres.yaml`, `topics.yaml`, `corrections.yaml` and `audits.yaml` hold what they are
 * called, a file in a folder `links` holds links, any other file facts or an article.
 *
 * @param name the path by which errors call it; its last parts tell what it holds
 * @throws {FactDataError} at the first place that does not fit
 */
export function readFactFile(name: string, text: string): FactFile {
  const written = parseYaml(name, text);
  const check = <T>(schema: z.ZodType<T>) => checkFile(schema, written, name, text);
  const facts: Entry<Fact>[] = [];
  const empty = { facts, artists: [], families: [], topics: [], links: [], corrections: [], audits: [] };
  const file: FactFile = { ...empty, name, place: (path) => placeOf(text, path) };
  const entries = <T>(schema: z.ZodType<T[]>) => check(schema).map((value, at) => ({ value, path: [at], file }));

  switch (kindOf(name)) {
    case "artists":
      return Object.assign(file, { artists: entries(artistListSchema) });
    case "genres":
      return Object.assign(file, { families: entries(familyListSchema) });
    case "topics":
      return Object.assign(file, { topics: entries(topicListSchema) });
    case "corrections":
      return Object.assign(file, { corrections: entries(correctionListSchema) });
    case "audits":
      return Object.assign(file, { audits: entries(auditListSchema) });
    case "links":
      return Object.assign(file, { links: entries(linkListSchema) });
  }
  if (Array.isArray(written)) return Object.assign(file, { facts: entries(factListSchema) });
  if (!isArticle(written)) {
    throw new FactDataError(name, placeOf(text, []), "must be a list of facts, or an article with its sections");
  }
  const { article, sections } = check(articleSchema);
  for (const [part, { heading: section, facts: claims }] of sections.entries()) {
    for (const [at, claim] of claims.entries()) {
      facts.push({ value: { ...claim, article, section }, path: ["sections", part, "facts", at], file });
    }
  }
  return file;
}

type FileKind = "artists" | "genres" | "topics" | "corrections" | "audits" | "links";

/** What a file holds by its name; `undefined` for facts and articles. */
function kindOf(path: string): FileKind | undefined {
  const lower = path.toLowerCase();
  if (basename(dirname(lower)) === "links") return "links";
  const [, name] = /^(artists|genres|topics|corrections|audits)\.ya?ml$/.exec(basename(lower)) ?? [];
  return name as FileKind | undefined;
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
