import { createRequire } from "node:module";
import type { LineCounter, Node } from "yaml";
import { FactDataError, type Place } from "./fact-data-error.ts";

/** Loaded when there is something to parse: most starts read back what was parsed before, and it weighs 9 MB. */
const yaml = () => createRequire(import.meta.url)("yaml") as typeof import("yaml");

/** From the top of a YAML text to a value in it: keys and positions in lists. */
export type YamlPath = readonly PropertyKey[];

/**
 * The value that a YAML text stands for; `null` for an empty one.
 *
 * @param file named in the error
 * @throws {FactDataError} at the first error of syntax
 */
export function parseYaml(file: string, text: string): unknown {
  try {
    return yaml().parse(text, { prettyErrors: false });
  } catch {
    throw syntaxError(file, text);
  }
}

/**
 * Where the value at `path` begins, or its key; where it is missing, the nearest thing around it.
 *
 * Parses the text once more with positions, which takes longer: for reporting only.
 */
export function placeOf(text: string, path: YamlPath, part: "key" | "value" = "value"): Place {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents;
  let offset = startOf(node, 0);
  for (const [depth, step] of path.entries()) {
    const [key, value] = child(node, step);
    if (value === undefined) break;
    node = value;
    offset = startOf(part === "key" && depth === path.length - 1 ? key : value, startOf(key, offset));
  }
  return placeAt(lines, offset);
}

function child(node: unknown, step: PropertyKey): readonly [unknown, unknown] {
  const { isMap, isScalar, isSeq } = yaml();
  if (isSeq(node)) return [undefined, node.items[Number(step)]];
  if (!isMap(node)) return [undefined, undefined];
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return [pair?.key, pair?.value];
}

function startOf(node: unknown, otherwise: number): number {
  return (node as Node | null | undefined)?.range?.[0] ?? otherwise;
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function syntaxError(file: string, text: string): FactDataError {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const { errors } = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [first, ...others] = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const more = others.length > 0 ? ` (and ${others.length} more in this file)` : "";
  const problem = first?.message.replace(/\s+/g, " ") ?? "a list or mapping is expected";
  return new FactDataError(file, placeAt(lines, first?.pos[0] ?? 0), `not valid YAML: ${problem}${more}`);
}
