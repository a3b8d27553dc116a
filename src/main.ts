import { isatty } from "node:tty";

/** sysexits.h: something was configured in error; a restart alone will not help. */
const EX_CONFIG = 78;

const { promise: stopped, resolve: stop } = Promise.withResolvers<"stopped">();
// Each time: npm hands on the Ctrl-C that the terminal has sent here already, and that is no second one.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop("stopped"));
// The terminal was closed. With none, as with nohup, that is no reason to end; Node forgets that nohup ignores it.
const attended = [0, 1, 2].some((fd) => isatty(fd));
process.on("SIGHUP", () => attended && stop("stopped"));
// Nobody reads any more, or the disk is full: no reason to end.
process.stderr.on("error", () => {});

// Whatever might still be open must not keep a process alive that has nothing more to do.
process.exit(await main());

/** What needs this Node is loaded once it is known to be there; signals are heard before, for that takes a while. */
async function main(): Promise<number> {
  if ("Temporal" in globalThis) return (await import("./host.ts")).hostApp(stopped);
  process.stderr.write(`Crossfade needs Node 26, and this is ${process.version}: start it with npm start\n`);
  return EX_CONFIG;
}
