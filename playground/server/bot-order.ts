/** What the bot's process is told. `ahead`: see `PlayClock`. */
export type BotOrder =
  | { readonly order: "start"; readonly env: Readonly<Record<string, string>>; readonly ahead: number }
  | { readonly order: "clock"; readonly ahead: number }
  /** Post what is due at that time; answered by `beaten`. */
  | { readonly order: "beat"; readonly ahead: number }
  | { readonly order: "stop" };

/** What it reports. */
export type BotReport =
  | { readonly report: "ready" }
  | { readonly report: "beaten" }
  /** `configured`: what it was given does not fit; starting it again will not help. */
  | { readonly report: "failed"; readonly reason: string; readonly configured: boolean };
