import type { Fact, Knowledge } from "../../facts/index.ts";
import type { Log } from "../log.ts";
import type { Look } from "../render/look.ts";
import { NO_PICTURES, type Pictures } from "../render/picture.ts";
import { createDrawAhead, type DrawAhead } from "./ahead.ts";
import { readEdition } from "./edition.ts";
import { type CardBook, createCardBook } from "./pictures.ts";
import { NO_SHELF, openShelf } from "./shelf.ts";
import { openStudio } from "./studio.ts";

interface PicturesParts {
  readonly facts: Knowledge;
  readonly look: Look;
  readonly log: Log;
  /** See `CardBookParts`. */
  readonly ownFact?: (id: string) => Promise<Fact | undefined>;
  readonly now: () => Temporal.Instant;
  /** Milliseconds of real time. */
  readonly elapsed: () => number;
}

/** Pictures, and what has them drawn before they are needed. */
export interface OpenPictures extends Pictures, Pick<CardBook, "page">, AsyncDisposable {
  readonly drawAhead: DrawAhead;
}

/**
 * The cards of facts and chains, drawn by a process of their own and kept on disk. Dispose to end that process.
 *
 * @param where `cardsDirectory`: where they are kept, if they are; `publicUrl`: where they are linked from, if they are
 */
export async function openPictures(
  where: { readonly cardsDirectory: string | undefined; readonly publicUrl: string | undefined },
  { elapsed, facts, log, look, now, ownFact }: PicturesParts,
): Promise<OpenPictures> {
  const edition = await readEdition().catch((error) => {
    log.warn({ err: error }, "messages have no pictures: what draws them is not installed");
    return undefined;
  });
  if (edition === undefined) {
    return {
      ...NO_PICTURES,
      page: async () => ({ kind: "failed" }),
      drawAhead: async () => {},
      async [Symbol.asyncDispose]() {},
    };
  }
  const studio = openStudio(log, elapsed);
  const shelf =
    where.cardsDirectory === undefined ? NO_SHELF : openShelf(where.cardsDirectory, log, () => now().epochMilliseconds);
  const book = createCardBook({
    facts,
    graph: facts.graph,
    ownFact,
    look,
    studio,
    shelf,
    edition,
    publicUrl: where.publicUrl,
    log,
  });
  return {
    ...book,
    drawAhead: createDrawAhead(facts, book.draw),
    [Symbol.asyncDispose]: () => studio[Symbol.asyncDispose](),
  };
}
