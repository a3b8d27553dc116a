import { FIELDS, type FieldName, type WrittenFact } from "./written.ts";

/** What stands in a file for one fact. */
export interface Entry {
  /** From 1. */
  readonly line: number;
  /** Where each field stands, as far as that is another line. */
  readonly lines: Readonly<Partial<Record<FieldName, number>>>;
  readonly written: WrittenFact;
}

/** What keeps a file from being read, and where. */
export interface FileFault {
  readonly line: number;
  readonly message: string;
}

/** A file, taken apart. */
export type ParsedFile = { readonly entries: readonly Entry[] } | { readonly faults: readonly FileFault[] };

/** The fields of a fact, for people. */
export const FIELD_NAMES = `${FIELDS.slice(0, -1).join(", ")} and ${FIELDS.at(-1)}`;

const NAMES: ReadonlyMap<string, FieldName> = new Map([
  ...FIELDS.map((it) => [it, it] as const),
  ["artist", "artists"],
  ["genre", "genres"],
  ["source", "sources"],
]);

/** The field that people name so; `undefined` where there is none. */
export function fieldNamed(written: string): FieldName | undefined {
  return NAMES.get(written.trim().toLowerCase());
}

/** A file of which one thing alone is said. */
export function faultAt(line: number, message: string): ParsedFile {
  return { faults: [{ line, message }] };
}
