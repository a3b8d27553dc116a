import type { Attached } from "../render/reply.ts";

/** The part of discord.js's REST client that is used without it. */
export interface Rest {
  get(
    route: `/${string}`,
    options?: { readonly query?: URLSearchParams; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  /** @param options `files` go with the body in the same request */
  post(
    route: `/${string}`,
    options: { readonly body: unknown; readonly files?: Attached[]; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  put(route: `/${string}`, options: { readonly body: unknown }): Promise<unknown>;
}
