import type { Lanes, Parts } from "./lanes.ts";

/** Gives each its turn, but for those that an earlier call has in hand. */
export type EachOnce = <Item>(
  parts: Parts<Item>,
  keyOf: (item: Item) => string,
  act: (item: Item) => Promise<void>,
) => Promise<void>;

export function createEachOnce(lanes: Pick<Lanes, "each">): EachOnce {
  const inHand = new Set<string>();
  return (parts, keyOf, act) => {
    const leave = (item: Parameters<typeof keyOf>[0]) => void inHand.delete(keyOf(item));
    return lanes.each(free(parts, keyOf), (item) => act(item).finally(() => leave(item)), leave);
  };

  async function* free<Item>(parts: Parts<Item>, keyOf: (item: Item) => string): AsyncGenerator<readonly Item[]> {
    for await (const part of parts) {
      const its = part.filter((item) => !inHand.has(keyOf(item)));
      for (const item of its) inHand.add(keyOf(item));
      yield its;
    }
  }
}
