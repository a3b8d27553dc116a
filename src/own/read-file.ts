import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type FactIndex, readText } from "../../facts/index.ts";
import type { FileFault, ParsedFile } from "./entry.ts";
import { readWritten } from "./fields.ts";
import { MOST_OWN, type NewOwnFact } from "./own-fact.ts";
import type { FileKind } from "./parse.ts";
import type { Work } from "./worker.ts";

/** Bytes of a file at the most. */
export const LARGEST_FILE = 256 * 1024;

/** Milliseconds for which a file is taken apart: 500 facts take a third of a second. */
const PATIENCE = 3000;

/** MB that taking a file apart may use. */
const MEMORY = 256;

/** Of names that are mistyped so many are looked for: it takes a while. */
const NEAR_NAMES = 20;

/** The facts of a file, or what is wrong with it, by line: all that is to be mended before anything is taken. */
export type ReadFile =
  | { readonly facts: readonly NewOwnFact[] }
  | { readonly faults: readonly [FileFault, ...FileFault[]] };

/** Reads a file of facts, YAML or CSV, which may be anything. */
export async function readFactFile(bytes: Uint8Array, facts: FactIndex): Promise<ReadFile> {
  if (isArchive(bytes)) return wrong("That is no text but an archive or a workbook; save it as YAML or CSV.");
  const { place, problem, text } = readText(bytes);
  if (text === undefined) return wrong(`This is ${problem}.`, place.line);
  if (text.trim() === "") return wrong("The file is empty.");
  const parsed = await parseApart({ kind: kindOf(text), text, most: MOST_OWN });
  if ("faults" in parsed) return asFaults(parsed.faults);
  const { entries } = parsed;
  if (entries.length === 0) return wrong("There is no fact in the file.");
  if (entries.length > MOST_OWN) return wrong(`The file has more than ${MOST_OWN} facts, which is the most.`);
  let looks = NEAR_NAMES;
  const nearest: FactIndex["nearest"] = (...asked) => (looks-- > 0 ? facts.nearest(...asked) : []);
  const read = entries.map((it) => ({ ...it, fact: readWritten(it.written, { resolve: facts.resolve, nearest }) }));
  const faults = read.flatMap(({ fact, line, lines }) =>
    Array.isArray(fact) ? fact.map(({ field, message }) => ({ line: lines[field] ?? line, message })) : [],
  );
  if (faults.length > 0) return asFaults(faults);
  return { facts: read.flatMap(({ fact }) => (Array.isArray(fact) ? [] : [fact])) };
}

/** A table begins with the names of its columns. */
function kindOf(text: string): FileKind {
  const [head = ""] = text.trimStart().split(/\r\n|\r|\n/, 1);
  return /^"?[\w ]+"?\s*[,;\t]/.test(head) ? "csv" : "yaml";
}

/** ZIP, by which workbooks are packed too, gzip and PDF. */
function isArchive(bytes: Uint8Array): boolean {
  const marks = ["PK\u0003\u0004", "\u001f\u008b", "%PDF"];
  return marks.some((mark) => [...mark].every((it, at) => bytes[at] === it.charCodeAt(0)));
}

async function parseApart(work: Work): Promise<ParsedFile> {
  const worker = new Worker(join(import.meta.dirname, "worker.ts"), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  const over = new AbortController();
  const { signal } = over;
  const late = sleep(PATIENCE, undefined, { signal, ref: false }).then(
    () => TOO_MUCH,
    () => TOO_MUCH,
  );
  try {
    const parsed = once(worker, "message", { signal }).then(([it]) => it as ParsedFile);
    return await Promise.race([parsed, late]);
  } catch {
    // It ran out of memory or stack.
    return TOO_MUCH;
  } finally {
    over.abort();
    await worker.terminate();
  }
}

const TOO_MUCH: ParsedFile = {
  faults: [{ line: 1, message: "The file is too intricate for a list of facts; write it plainly, or as CSV." }],
};

function wrong(message: string, line = 1): ReadFile {
  return { faults: [{ line, message }] };
}

function asFaults([first, ...others]: readonly FileFault[]): ReadFile {
  const nothing = { line: 1, message: "The file cannot be read." };
  return { faults: [first ?? nothing, ...others] };
}
