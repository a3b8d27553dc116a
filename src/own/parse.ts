import type { ParsedFile } from "./entry.ts";
import { parseList } from "./list.ts";
import { parseTable } from "./table.ts";

export type FileKind = "csv" | "yaml";

/**
 * Takes a file of facts apart into what stands in each fact's fields, with its line. Costly for some: see `worker.ts`.
 *
 * @param most more facts than that are not looked at
 */
export function parseFile(kind: FileKind, text: string, most: number): ParsedFile {
  return kind === "csv" ? parseTable(text, most) : parseList(text, most);
}
