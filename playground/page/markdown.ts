import { rulesExtended, SimpleMarkdown } from "discord-markdown-parser";

/** A piece of a message's text. `content` is the inner text, or the pieces inside; other fields depend on `type`. */
export interface Piece {
  readonly type: string;
  readonly content?: string | readonly Piece[];
  readonly [key: string]: unknown;
}

export interface ListItem {
  /** From 0. */
  readonly depth: number;
  /** The number that it was written with; absent for a bullet. */
  readonly number?: number;
  readonly pieces: readonly Piece[];
}

/** Ends in a group for the last line's end, by which the library's rules tell whether a line begins. */
const LIST = /^(?: *(?:[-*]|\d+\.) [^\n]*(\n|$))+/;
const ITEM = /^( *)(?:[-*]|(\d+)\.) ([^\n]*)/;

/** Lists, which the library leaves out: Discord's are lines, indented by two spaces a level. */
const list = {
  order: rulesExtended.heading!.order - 0.25,
  match: (source: string, { prevCapture }: { prevCapture?: readonly string[] | null }) =>
    prevCapture === null || prevCapture === undefined || prevCapture[0]?.endsWith("\n") ? LIST.exec(source) : null,
  parse([lines = ""]: readonly string[], parse: (source: string, state: object) => Piece[], state: object) {
    return {
      items: lines
        .trimEnd()
        .split("\n")
        .map((line) => itemOf(line, (text) => parse(text, { ...state, prevCapture: [""] }))),
    };
  },
};

const read = SimpleMarkdown.parserFor({ ...rulesExtended, list } as never);

/** Reads Discord's markdown, as it stands in messages of bots. Pure; whatever is typed gives some pieces. */
export function parseMarkdown(text: string): readonly Piece[] {
  return read(text, { inline: true, prevCapture: null } as never) as Piece[];
}

/** What is read aloud or copied: the text without its marks. */
export function plainText(pieces: readonly Piece[]): string {
  return pieces
    .map(({ content, items }) => {
      if (Array.isArray(items)) return (items as ListItem[]).map((it) => plainText(it.pieces)).join("\n");
      return typeof content === "string" ? content : plainText(content ?? []);
    })
    .join("");
}

function itemOf(line: string, parse: (text: string) => Piece[]): ListItem {
  const [, indent = "", number, text = ""] = ITEM.exec(line) ?? [];
  const depth = Math.min(10, Math.floor(indent.length / 2));
  return { depth, ...(number && { number: Number(number) }), pieces: parse(text) };
}
