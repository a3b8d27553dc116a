import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { type Entry, FIELD_NAMES, type FileFault, faultAt, fieldNamed, type ParsedFile } from "./entry.ts";
import { type FieldName, split, type WrittenFact } from "./written.ts";

/** Tells where in the file something stands, from 1. */
type LineOf = (node: unknown) => number;

const NOTHING: WrittenFact = { date: "", headline: "", text: "", artists: [], genres: [], sources: [] };

/** Takes a YAML file of facts apart. @param most more facts than that are not looked at */
export function parseList(text: string, most: number): ParsedFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  const lineOf: LineOf = (node) => lineCounter.linePos((node as Node | null)?.range?.[0] ?? 0).line;
  const [error] = document.errors;
  if (error !== undefined) return faultAt(lineCounter.linePos(error.pos[0]).line, "This is not YAML that I can read.");
  const reference = referenceIn(document);
  if (reference !== undefined)
    return faultAt(lineOf(reference), "Write it out here: I follow no references to other places in the file.");
  const { contents } = document;
  if (!isSeq(contents)) return faultAt(1, "The file must be a list: each fact begins with a dash.");
  const faults: FileFault[] = [];
  const entries = contents.items.slice(0, most + 1).flatMap((it) => readItem(it, lineOf, faults) ?? []);
  return faults.length > 0 ? { faults } : { entries };
}

/** The first of them, by which a small file may stand for a large one. */
function referenceIn(document: Document.Parsed): unknown {
  let found: unknown;
  visit(document, {
    Alias(_, node) {
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

function readItem(item: unknown, lineOf: LineOf, faults: FileFault[]): Entry | undefined {
  const line = lineOf(item);
  if (isMap(item)) return { line, ...readMap(item, lineOf, faults) };
  faults.push({ line, message: `A fact has the fields ${FIELD_NAMES}.` });
  return undefined;
}

function readMap({ items }: YAMLMap, lineOf: LineOf, faults: FileFault[]): Omit<Entry, "line"> {
  const lines: Partial<Record<FieldName, number>> = {};
  let written = NOTHING;
  for (const { key, value } of items) {
    const typed = isScalar(key) ? String(key.value) : "";
    const name = fieldNamed(typed);
    if (name === undefined) {
      const message = `There is no field “${typed.slice(0, 40)}”; a fact has ${FIELD_NAMES}.`;
      faults.push({ line: lineOf(key), message });
      continue;
    }
    lines[name] = lineOf(key);
    written = { ...written, [name]: readField(name, value) };
  }
  return { lines, written };
}

/** One text, or a list of them; names that stand in one text are taken apart. */
function readField(name: FieldName, value: unknown): string | readonly string[] {
  const texts = textsIn(value);
  if (name === "date" || name === "headline" || name === "text") return texts.join(" ");
  if (name === "sources" || isSeq(value)) return texts;
  return texts.flatMap((it) => split(it, name === "genres"));
}

/** What stands there as text: of a list each item, of a page its title and address. */
function textsIn(value: unknown): readonly string[] {
  if (isSeq(value)) return value.items.flatMap((it) => (isSeq(it) ? [] : textsIn(it)));
  if (isMap(value)) return [["title", "url"].map((it) => String(value.get(it) ?? "")).join(" ")];
  return isScalar(value) && value.value !== null ? [String(value.value)] : [];
}
