import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/errors.ts";
import type { BotOrder, BotReport } from "./bot-order.ts";

// The bot in a process of its own, so that it can be killed as a crash or a power cut would. It is the same bot that
// `npm start` runs; only the clock, the log and the address of Discord are handed in.

let ahead = 0;
let app: App | undefined;

process.on("message", (order: BotOrder) => void obey(order).catch(fail));
process.on("disconnect", () => void stop());
// The terminal sends Ctrl-C to this process too; it stops when it is told to.
process.on("SIGINT", () => {});
// Nobody reads what it writes any more: no reason to end.
process.stderr.on("error", () => {});

async function obey(order: BotOrder): Promise<void> {
  if (order.order === "stop") return stop();
  ahead = order.ahead;
  if (order.order === "beat") {
    await app?.beat();
    return report({ report: "beaten" });
  }
  if (order.order === "start") {
    const clock = () => Temporal.Now.instant().add({ milliseconds: ahead });
    app = await startApp(readConfig(order.env), clock, (line) => void process.stderr.write(line));
    void app.lost.then(fail);
    await app.ready;
    report({ report: "ready" });
  }
}

async function stop(): Promise<void> {
  await app?.[Symbol.asyncDispose]();
  process.exit(0);
}

function fail(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const what: BotReport = { report: "failed", reason, configured: error instanceof ConfigError };
  process.send?.(what, () => process.exit(1));
}

function report(what: BotReport): void {
  process.send?.(what);
}
