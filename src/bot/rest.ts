import type { WrittenBody } from "./multipart.ts";

/** The part of discord.js's REST client that is used without it. */
export interface Rest {
  get(
    route: `/${string}`,
    options?: { readonly query?: URLSearchParams; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  post(route: `/${string}`, options: WrittenBody & { readonly signal?: AbortSignal }): Promise<unknown>;
  patch(route: `/${string}`, options: WrittenBody & { readonly signal?: AbortSignal }): Promise<unknown>;
  put(route: `/${string}`, options: { readonly body: unknown }): Promise<unknown>;
}
