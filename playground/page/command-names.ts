import type { WireView } from "../protocol.ts";

interface Used {
  readonly id: string;
  readonly data?: {
    readonly name?: string;
    readonly options?: readonly { readonly name: string; readonly type: number }[];
  };
}

/**
 * Interaction ids with the command that was used, such as `daily add`. Messages do not carry it: Discord's app knows it
 * from elsewhere, the page from what was told to the bot.
 */
export function commandNames(wire: readonly WireView[]): ReadonlyMap<string, string> {
  const used = wire.filter(({ title }) => title === "INTERACTION_CREATE").map(({ body }) => body as Used);
  return new Map(used.flatMap(({ data, id }) => (data?.name === undefined ? [] : [[id, nameOf(data)]])));
}

function nameOf({ name = "", options = [] }: NonNullable<Used["data"]>): string {
  return [name, ...options.filter(({ type }) => type === 1 || type === 2).map((it) => it.name)].join(" ");
}
