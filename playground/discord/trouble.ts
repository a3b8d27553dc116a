/** What can go wrong between the bot and Discord. */
export type Trouble =
  /**
   * 429. `retryAfter` in seconds (default 0.05); `header: false` leaves it to the body, a text stands in its place.
   */
  | {
      readonly kind: "rate limit";
      readonly retryAfter?: number;
      readonly global?: boolean;
      readonly shared?: true;
      readonly header?: boolean | string;
    }
  /** Something in between answers in Discord's place; default: a page of HTML. */
  | {
      readonly kind: "page";
      readonly status: number;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /**
   * That HTTP status, without JSON, as Discord's outer servers answer; with `code`, in Discord's JSON. `tookEffect`: after
   * what was asked for happened.
   */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code?: number;
      readonly message?: string;
      /** What does not fit, by place, as Discord nests it. */
      readonly errors?: object;
      readonly tookEffect?: true;
    }
  /** No answer, ever. */
  | { readonly kind: "silence" }
  /** The connection is reset, and nothing has happened. */
  | { readonly kind: "drop" }
  /** The connection is closed in good order, but without an answer, and nothing has happened. */
  | { readonly kind: "close" }
  /** Nothing that is sent over this connection is answered any more; over others, it is. */
  | { readonly kind: "dead connection" }
  /** Half of the answer arrives, then the connection is reset. What was asked for has happened. */
  | { readonly kind: "half" }
  /** The connection is reset at once, and what was asked for happens so long after, by Discord's clock. */
  | { readonly kind: "late"; readonly after: Temporal.DurationLike }
  /** What was asked for happens, but instead of the answer the connection is reset. */
  | { readonly kind: "lost" };

export interface TroubleTarget {
  /** Default: any. */
  readonly method?: string;
  /** Without `/api` and the version; a part with a colon stands for any: `/channels/:id/messages`. Default: any. */
  readonly path?: string;
  /** How many requests it befalls; default 1. */
  readonly times?: number;
}

export interface Troubles {
  add(trouble: Trouble, target?: TroubleTarget): void;
  /** The trouble that befalls this request, now used up by it; the oldest that matches. */
  take(method: string, path: string): Trouble | undefined;
  clear(): void;
}

export function createTroubles(): Troubles {
  const waiting: { trouble: Trouble; target: TroubleTarget; left: number }[] = [];
  return {
    add(trouble, target = {}) {
      waiting.push({ trouble, target, left: target.times ?? 1 });
    },
    take(method, path) {
      const hit = waiting.find(({ target, left }) => left > 0 && matches(target, method, path));
      if (hit === undefined) return undefined;
      hit.left -= 1;
      return hit.trouble;
    },
    clear() {
      waiting.length = 0;
    },
  };
}

function matches(target: TroubleTarget, method: string, path: string): boolean {
  if (target.method !== undefined && target.method !== method) return false;
  if (target.path === undefined) return true;
  const wanted = target.path.split("/");
  const parts = path.split("/");
  return wanted.length === parts.length && wanted.every((part, index) => part.startsWith(":") || part === parts[index]);
}
