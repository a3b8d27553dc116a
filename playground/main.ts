import { startPlayground } from "./server/playground.ts";
import { readSettings, SettingsError } from "./server/settings.ts";

/** sysexits.h: something was configured in error; a restart alone will not mend it. */
const EX_CONFIG = 78;

process.exitCode = await main();

async function main(): Promise<number> {
  const stopped = Promise.withResolvers<void>();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopped.resolve());
  try {
    const { port, databaseUrl } = readSettings(process.env);
    await using playground = await startPlayground({ port, databaseUrl }).catch((error) => {
      throw isTaken(error) ? new SettingsError(`Port ${port} is taken; set PLAY_PORT to a free one`) : error;
    });
    process.stdout.write(`Crossfade's playground: ${playground.url} (Ctrl-C stops it)\n`);
    await stopped.promise;
    return 0;
  } catch (error) {
    const ours = error instanceof SettingsError;
    process.stderr.write(`${ours || !(error instanceof Error) ? (error as Error).message : error.stack}\n`);
    return ours ? EX_CONFIG : 1;
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE";
}
