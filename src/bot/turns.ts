/** Of one server so many requests are under way at once, so that they fill no queue that others wait in: the database's. */
const AT_ONCE = 2;

/** Milliseconds after which one that waits for something, for Discord perhaps, leaves its place to the next. */
const PATIENCE = 1000;

/** Whose turn it is: a server's, or outside of servers a person's. */
export interface Asker {
  readonly guildId: string | undefined;
  readonly userId: string;
}

/**
 * Who goes on next with what takes the process's time: one stretch of work at a time, the servers by turns, and between
 * two stretches the loop goes round, for the network, timers and posts.
 */
export interface Turns {
  /** Acts once it is that server's turn. */
  run<Result>(asker: Asker, act: () => Promise<Result>): Promise<Result>;
  /** Resolves at that server's next turn: to be awaited now and then in work of many steps. */
  giveWay(asker: Asker): Promise<void>;
}

/** What goes on at one server's turns: what was begun comes before what was not. */
interface Line {
  readonly key: string;
  readonly begun: (() => void)[];
  readonly fresh: (() => void)[];
  underWay: number;
}

/**
 * @param goRound calls back once the loop has gone round
 * @param patience milliseconds
 */
export function createServerTurns(goRound: (act: () => void) => void = setImmediate, patience = PATIENCE): Turns {
  const lines = new Map<string, Line>();
  /** Those that can go on, in turn. */
  const ready = new Set<Line>();
  let last: Line | undefined;
  let going = false;

  return {
    async run(asker, act) {
      const line = lineOf(asker);
      const turn = turnIn(line, line.fresh);
      // While nobody else is at work, there is nothing to wait for.
      if (!going) giveTurn();
      await turn;
      const leave = createLeave(line);
      const timer = setTimeout(leave, patience).unref();
      try {
        return await act();
      } finally {
        clearTimeout(timer);
        leave();
      }
    },
    giveWay(asker) {
      const line = lineOf(asker);
      const turn = turnIn(line, line.begun);
      goOn();
      return turn;
    },
  };

  function lineOf({ guildId, userId }: Asker): Line {
    const key = guildId ?? userId;
    const line = lines.get(key) ?? { key, begun: [], fresh: [], underWay: 0 };
    lines.set(key, line);
    return line;
  }

  function turnIn(line: Line, waiting: (() => void)[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    settle(line);
    return promise;
  }

  /** Gives up the request's place among those under way, once. */
  function createLeave(line: Line): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      line.underWay -= 1;
      settle(line);
      goOn();
    };
  }

  function settle(line: Line): void {
    const { begun, fresh, key, underWay } = line;
    if (begun.length + fresh.length + underWay === 0) lines.delete(key);
    if (begun.length === 0 && (fresh.length === 0 || underWay >= AT_ONCE)) return;
    ready.add(line);
  }

  /** Has turns given from the next round on. */
  function goOn(): void {
    if (going || ready.size === 0) return;
    going = true;
    goRound(giveTurn);
  }

  /** None has two turns running while another waits, though that one may have come later. */
  function nextLine(): Line | undefined {
    const [first, second] = ready;
    return first?.key === last?.key ? (second ?? first) : first;
  }

  function giveTurn(): void {
    const line = nextLine();
    going = line !== undefined;
    last = line;
    if (line === undefined) return;
    ready.delete(line);
    const begun = line.begun.shift();
    if (begun === undefined) line.underWay += 1;
    const act = begun ?? line.fresh.shift();
    goRound(giveTurn);
    // If more waits there, it does so behind all the others.
    settle(line);
    act?.();
  }
}
