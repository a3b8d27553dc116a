import { GRACE } from "./delivery.ts";
import type { DailyOrder } from "./order.ts";
import { type Due, duePosts, missedPosts } from "./plan.ts";

/** A day to be served: posted, or recorded as missed. */
export interface Task extends Due {
  readonly missed: boolean;
}

/** What orders have to be served at `now`. */
export function tasksOf(orders: readonly DailyOrder[], now: Temporal.Instant): Task[] {
  return [
    ...missedPosts(orders, now, GRACE).map((due) => ({ ...due, missed: true })),
    ...duePosts(orders, now, GRACE).map((due) => ({ ...due, missed: false })),
  ];
}

export function hasMissed(tasks: readonly Task[]): boolean {
  return tasks.some(({ missed }) => missed);
}

/** The same for every reading of that day of that channel. */
export function keyOf({ day, order }: Task): string {
  return `${order.channelId} ${day}`;
}
