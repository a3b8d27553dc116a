import type { Card } from "./card.ts";
import type { Painter } from "./draw.ts";

/** What the bot asks of the process that draws. */
export interface Order {
  readonly number: number;
  readonly card: Card;
}

/** What it answers. */
export type Drawn =
  | { readonly number: number; readonly png: Uint8Array }
  /** `lasting`: it fails whenever it is tried. */
  | { readonly number: number; readonly failure: string; readonly lasting: boolean };

// This is a process of its own, so that fonts and what draws are in memory while cards are drawn, and gone after that.
// Whatever is wrong with what it loads is told as a card that failed.
const painter = import("./draw.ts").then(({ createPainter }) => createPainter());
painter.catch(() => {});

// One at a time: a card at once would only keep the others from getting done.
let last: Promise<unknown> = Promise.resolve();

process.on("message", (order: Order) => {
  last = last.then(() => answer(order));
});
// Both go to the bot, which may have posts under way. This ends with it, and by nothing else.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
// The bot is gone, however it ended.
process.on("disconnect", () => process.exit());

async function answer({ card, number }: Order): Promise<void> {
  const drawn = await painter
    .then((it: Painter) => it.draw(card))
    .then(
      ({ png }): Drawn => ({ number, png }),
      (error: unknown): Drawn => {
        const { message, name } = error instanceof Error ? error : new Error(String(error));
        return { number, failure: message, lasting: name === "MissingLettersError" };
      },
    );
  // The channel may be closed by now.
  process.send?.(drawn, undefined, undefined, () => {});
}
