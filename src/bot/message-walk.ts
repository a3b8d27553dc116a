import type { APIMessage } from "discord-api-types/v10";

/** Messages in a page, the most that Discord gives. */
export const PAGE = 100;

/** A way through a channel's messages, in one direction. */
interface Walk {
  next(): Promise<readonly APIMessage[]>;
  /** Whether all was read that lies in the time that is searched. */
  over(): boolean;
}

/** Reads the page of messages next to that id, on one side of it. */
export type ReadPage = (side: "after" | "before", id: string) => Promise<readonly APIMessage[]>;

/** On from that id; without `end`, to the newest. */
export function walkOn(read: ReadPage, from: bigint, end: bigint | undefined): Walk {
  const furthest = (ids: readonly bigint[]) => ids.reduce((a, b) => (a > b ? a : b));
  return createWalk(
    (at) => read("after", String(at)),
    from,
    furthest,
    (id) => end !== undefined && id > end,
  );
}

/** Back from that id, and with it. */
export function walkBack(read: ReadPage, from: bigint, end: bigint): Walk {
  const furthest = (ids: readonly bigint[]) => ids.reduce((a, b) => (a < b ? a : b));
  return createWalk(
    (at) => read("before", String(at)),
    from + 1n,
    furthest,
    (id) => id < end,
  );
}

function createWalk(
  read: (at: bigint) => Promise<readonly APIMessage[]>,
  from: bigint,
  furthest: (ids: readonly bigint[]) => bigint,
  isBeyond: (id: bigint) => boolean,
): Walk {
  let [at, over] = [from, false];
  return {
    over: () => over,
    async next() {
      const messages = await read(at);
      at = furthest([at, ...messages.map(({ id }) => BigInt(id))]);
      over = messages.length < PAGE || isBeyond(at);
      return messages;
    },
  };
}
