/** What `npm run play` was told. */
export interface Settings {
  readonly port: number;
  /** `undefined`: a temporary one. */
  readonly databaseUrl: string | undefined;
}

/** Something is wrong with what the person who starts the playground set. The message says how to mend it. */
export class SettingsError extends Error {}

/**
 * Reads `PLAY_PORT` and `PLAY_DATABASE_URL`. Pure; an empty variable counts as not set.
 *
 * @throws {SettingsError}
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = env.PLAY_PORT?.trim() || "4000";
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new SettingsError(`PLAY_PORT must be a whole number from 1 to 65535; it is "${port}"`);
  return { port: Number(port), databaseUrl: env.PLAY_DATABASE_URL?.trim() || undefined };
}
