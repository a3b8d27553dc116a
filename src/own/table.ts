import { parse } from "csv-parse/sync";
import { FIELD_NAMES, faultAt, fieldNamed, type ParsedFile } from "./entry.ts";
import { FIELDS, type FieldName, split, type WrittenFact } from "./written.ts";

/** Spreadsheets put one of these between two cells, by their language. */
const DELIMITERS = [",", ";", "\t"] as const;

/** A row, as the parser gives it. */
interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Takes a CSV file of facts apart. @param most more facts than that are not looked at */
export function parseTable(text: string, most: number): ParsedFile {
  const names: (FieldName | undefined)[] = [];
  const readHead = (titles: readonly string[]) => {
    names.push(...titles.map(fieldNamed));
    return names.map((it, at) => it ?? `column ${at}`);
  };
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      columns: readHead,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      to: most + 1,
    }) as unknown as readonly Row[];
    const missing = FIELDS.find((it) => !names.includes(it));
    if (missing !== undefined)
      return faultAt(1, `The first line must name the columns ${FIELD_NAMES}; ${missing} is missing.`);
    return { entries: rows.map(({ info, record }) => ({ line: info.lines, lines: {}, written: writtenIn(record) })) };
  } catch (error) {
    const { lines = 1 } = error as { readonly lines?: number };
    return faultAt(lines, "This row is not closed: a cell that begins with a quotation mark needs one at its end.");
  }
}

/** That of which the first line has the most. */
function delimiterOf(text: string): string {
  const [head = ""] = text.split(/\r\n|\r|\n/, 1);
  const [first] = DELIMITERS.toSorted((a, b) => head.split(b).length - head.split(a).length);
  return first ?? ",";
}

function writtenIn(record: Row["record"]): WrittenFact {
  const cell = (name: FieldName) => unguarded(record[name] ?? "");
  return {
    date: cell("date"),
    headline: cell("headline"),
    text: cell("text"),
    artists: split(cell("artists")),
    genres: split(cell("genres"), true),
    sources: cell("sources").split(/\n|\|/),
  };
}

/** Without the sign that keeps a spreadsheet from taking a cell for a formula: see `writeFactFile`. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, "");
}
