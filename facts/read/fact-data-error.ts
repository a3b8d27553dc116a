/** Where something stands in a text; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Content that does not fit. Fatal: its message is one line that names the place and what would be right. */
export class FactDataError extends Error {
  override readonly name = "FactDataError";
  /** The file or directory, as its directory was given to the reader. */
  readonly file: string;
  /** Absent when the file as a whole is at fault, such as one that cannot be read. */
  readonly place: Place | undefined;

  constructor(file: string, place: Place | undefined, problem: string) {
    super(`${placeName(file, place)}: ${problem}`);
    this.file = file;
    this.place = place;
  }
}

/** `file:line:column`, as editors and terminals open it. */
export function placeName(file: string, place: Place | undefined): string {
  return place === undefined ? file : `${file}:${place.line}:${place.column}`;
}
