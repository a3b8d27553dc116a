import type { FactIndex } from "../../facts/index.ts";
import type { DailyOrder } from "../schedule/order.ts";
import { isLostGenre } from "../schedule/wish.ts";
import { plain } from "./text.ts";

/** What an order tells of: `Events: jazz · otherwise no post`. */
export function wishWords(order: Pick<DailyOrder, "genre" | "otherwise">, facts: FactIndex): string {
  const genre = order.genre === undefined ? undefined : plain(order.genre, 60);
  if (isLostGenre(order, facts)) {
    return `Events: all genres, for “${genre}” is no genre any more; choose another with /daily edit`;
  }
  const otherwise = order.otherwise === "none" ? "no post" : "any genre";
  if (genre === undefined) return `Events: all genres${order.otherwise === "none" ? " · otherwise no post" : ""}`;
  return `Events: ${genre} · otherwise ${otherwise}`;
}
