import type { Reply } from "../../src/render/reply.ts";
import { textOf } from "../bot/bot.ts";

/** The levels of a message's headings, in the order in which they are read. */
export function headingLevels(reply: Reply): number[] {
  return [...textOf(reply.components).matchAll(/^(#{1,3}) /gm)].map(([, marks]) => marks!.length);
}
