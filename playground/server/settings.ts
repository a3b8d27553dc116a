/** What `npm run play` was told. */
export interface Settings {
  readonly port: number;
  /** `undefined`: a temporary one. */
  readonly databaseUrl: string | undefined;
  readonly way: Way;
}

const WAYS = ["gateway", "http"] as const;

/** How commands come to the bot: over the gateway, or as signed requests. */
export type Way = (typeof WAYS)[number];

/** Something is wrong with what the person who starts the playground set. The message says how to mend it. */
export class SettingsError extends Error {}

/**
 * Reads `PLAY_PORT`, `PLAY_DATABASE_URL` and `PLAY_WAY`. Pure; an empty variable counts as not set.
 *
 * @throws {SettingsError}
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = env.PLAY_PORT?.trim() || "4000";
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new SettingsError(`PLAY_PORT must be a whole number from 1 to 65535; it is "${port}"`);
  const given = env.PLAY_WAY?.trim().toLowerCase() || "gateway";
  const way = WAYS.find((it) => it === given);
  if (way === undefined) throw new SettingsError(`PLAY_WAY must be gateway or http; it is "${given}"`);
  return { port: Number(port), databaseUrl: env.PLAY_DATABASE_URL?.trim() || undefined, way };
}
