/** The part of discord.js's REST client that posts and inspections need. */
export interface Rest {
  get(route: `/${string}`, options?: { readonly query?: URLSearchParams }): Promise<unknown>;
  post(route: `/${string}`, options: { readonly body: unknown; readonly signal?: AbortSignal }): Promise<unknown>;
}
