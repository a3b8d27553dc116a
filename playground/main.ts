import { readSettings, SettingsError } from "./server/settings.ts";

/** sysexits.h: something was configured in error; a restart alone will not help. */
const EX_CONFIG = 78;

const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
// Each time: npm hands on the Ctrl-C that the terminal has sent here already, and that is no second one.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop());
// Nobody reads any more: no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { port, ...settings } = readSettings(process.env);
    // Loaded once signals are heard, for that takes a while.
    const { startPlayground } = await import("./server/playground.ts");
    await using playground = await startPlayground({ port, ...settings }).catch((error) => {
      throw isTaken(error) ? new SettingsError(`Port ${port} is taken; set PLAY_PORT to a free one`) : error;
    });
    process.stdout.write(`Crossfade's playground: ${playground.url} (Ctrl-C stops it)\n`);
    await stopped;
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
