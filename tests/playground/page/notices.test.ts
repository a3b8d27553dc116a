import { describe, expect, test } from "vitest";
import { isOver, type ShownNotice } from "../../../playground/page/notices.ts";
import type { NoticeEnd, Scene, WireView } from "../../../playground/protocol.ts";

const since = { wire: 10, ahead: 0, starts: 1 };
const notice = (until: NoticeEnd): ShownNotice => ({ text: "Something is to come", until, key: 1, at: 0, since });
const scene = (ahead: number, starts: number, moving = true) =>
  ({ clock: { ahead, moving }, bot: { starts } }) as Scene;
const entry = (number: number, more: Partial<WireView>) => ({ number, ...more }) as WireView;
const still = { now: 1000, scene: scene(0, 1), wire: [] };

describe("a notice ends with what it announced", () => {
  test.each<[string, NoticeEnd, object]>([
    ["trouble", { kind: "trouble", trouble: "status" }, { wire: [entry(11, { trouble: "status" })] }],
    [
      "a session that goes on",
      { kind: "event", names: ["RESUMED", "READY"] },
      { wire: [entry(12, { title: "RESUMED" })] },
    ],
    ["a bot that is started", { kind: "bot started" }, { scene: scene(0, 2) }],
    ["a clock that moves", { kind: "clock moved" }, { scene: scene(60_000, 1) }],
    ["a clock that stands", { kind: "clock stands" }, { scene: scene(0, 1, false) }],
    ["time to read it", { kind: "read" }, { now: 8000 }],
  ])("%s", (_, until, change) => {
    expect(isOver(notice(until), still)).toBe(false);
    expect(isOver(notice(until), { ...still, ...change })).toBe(true);
  });

  test("and not with what happened before it, or with something else", () => {
    const wire = [entry(11, { trouble: "silence" }), entry(10, { trouble: "status" })];

    expect(isOver(notice({ kind: "trouble", trouble: "status" }), { ...still, wire })).toBe(false);
  });
});
