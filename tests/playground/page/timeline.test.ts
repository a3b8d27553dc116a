import { expect, test } from "vitest";
import { type Attempt, withAttempts } from "../../../playground/page/timeline.ts";
import type { PostView } from "../../../playground/protocol.ts";

const post = (id: string) => ({ message: { id } }) as PostView;
const attempt = (key: number, after?: string) => ({ key, after }) as Attempt;

function order(posts: readonly string[], ...attempts: Attempt[]): (string | number)[] {
  return withAttempts(posts.map(post), attempts).map((it) => ("key" in it ? it.key : it.message.id));
}

test("what was not answered stands below the message that was the last one then", () => {
  expect(order(["10", "20", "30"], attempt(1, "20"))).toEqual(["10", "20", 1, "30"]);
});

test("also when that message is gone, or there was none", () => {
  expect(order(["10", "30"], attempt(1), attempt(2, "20"))).toEqual([1, "10", 2, "30"]);
});

test("in the order in which it was tried, whichever failed first", () => {
  expect(order(["9", "10"], attempt(3, "10"), attempt(2, "9"), attempt(1, "9"))).toEqual(["9", 1, 2, "10", 3]);
});
