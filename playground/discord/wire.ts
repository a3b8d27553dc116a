/**
 * One request of the bot's and what it was answered. With the method `ANSWER`: the first answer to an interaction that
 * was brought over HTTP, in the answer to that request.
 */
export interface WireRequest {
  readonly kind: "request";
  /** From 1, over requests and events together. */
  readonly number: number;
  readonly at: Temporal.Instant;
  readonly method: string;
  /** As sent, without `/api` and the version, with the query. */
  readonly path: string;
  readonly body: unknown;
  /** What was uploaded with it, in bytes. */
  readonly files?: readonly { readonly name: string; readonly size: number }[];
  /** Absent when no whole answer was sent. */
  readonly status?: number;
  readonly answer?: unknown;
  /** Time to the answer. */
  readonly ms: number;
  /** What Discord would not accept, one line each. */
  readonly refusal?: readonly string[];
  /** The trouble that was made for it, such as `lost`. */
  readonly trouble?: string;
}

/** One message over the gateway. */
export interface WireEvent {
  readonly kind: "event";
  readonly number: number;
  readonly at: Temporal.Instant;
  readonly direction: "to the bot" | "from the bot";
  readonly shard: number;
  /** Such as `INTERACTION_CREATE`, `HELLO`, or `CLOSE 4000`. */
  readonly name: string;
  readonly body: unknown;
}

export type WireEntry = WireRequest | WireEvent;
type Unnumbered<Entry> = Entry extends unknown ? Omit<Entry, "number" | "at"> : never;

/** What went between Discord and the bot. The bot's token is never in it. */
export interface Wire {
  /** Oldest first, at most the last 1,000. A request stands where it was answered. */
  readonly entries: readonly WireEntry[];
  /** How many requests were taken in that do not stand in it yet. */
  readonly underWay: number;
  /** Calls `listener` for every entry from now on. Returns the way to stop it. */
  subscribe(listener: (entry: WireEntry) => void): () => void;
}

export interface WritableWire extends Wire {
  /** Takes in a request, which `record` ends. */
  begin(): void;
  record(entry: Unnumbered<WireEntry>): void;
}

export function createWire(clock: () => Temporal.Instant, most = 1000): WritableWire {
  const entries: WireEntry[] = [];
  const listeners = new Set<(entry: WireEntry) => void>();
  let number = 0;
  let underWay = 0;
  return {
    entries,
    get underWay() {
      return underWay;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin() {
      underWay += 1;
    },
    record(bare) {
      if (bare.kind === "request") underWay -= 1;
      number += 1;
      const entry: WireEntry = { ...bare, number, at: clock() };
      entries.push(entry);
      if (entries.length > most) entries.shift();
      for (const listener of listeners) listener(entry);
    },
  };
}
