import type { Notice, NoticeTime, Scene, WireView } from "../protocol.ts";

/** A notice as it is shown. */
export interface ShownNotice extends Notice {
  readonly key: number;
  /** Real time, in milliseconds. */
  readonly at: number;
  readonly since: NoticeTime;
}

/** What goes on while it is shown. */
export interface Goings {
  readonly now: number;
  readonly scene: Scene | undefined;
  /** Newest first. */
  readonly wire: readonly WireView[];
}

/** How long it takes to read a sentence, in milliseconds. */
const READING = 8000;

/** Whether what a notice announced has happened. Pure. */
export function isOver({ at, since, until }: ShownNotice, { now, scene, wire }: Goings): boolean {
  const news = wire.filter(({ number }) => number > since.wire);
  switch (until.kind) {
    case "trouble":
      return news.some(({ trouble }) => trouble === until.trouble);
    case "event":
      return news.some(({ title }) => until.names.includes(title));
    case "bot started":
      return scene !== undefined && scene.bot.starts > since.starts;
    case "clock moved":
      return scene !== undefined && scene.clock.ahead !== since.ahead;
    case "clock stands":
      return scene?.clock.moving === false;
    case "read":
      return now - at >= READING;
  }
}
