import { setImmediate as nextTurn } from "node:timers/promises";
import { startApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";

// The bot in a process of its own, for `soak.ts`: it can be told to move its clock, and asked for its heap.

/** `day`: go a day on, and post what is due. `heap`: say how many bytes are in use once all garbage is collected. */
export type SoakOrder = "day" | "heap";

let days = 0;
const app = await startApp(
  readConfig(process.env),
  () => Temporal.Now.instant().add({ hours: 24 * days }),
  () => {},
);
await app.ready;
process.on("message", (order: SoakOrder) => void obey(order));
process.on("disconnect", () => void app[Symbol.asyncDispose]());
process.send?.("ready");

async function obey(order: SoakOrder): Promise<void> {
  if (order === "heap") {
    globalThis.gc?.();
    // What is freed by a callback goes with the next.
    await nextTurn();
    globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
    return;
  }
  days += 1;
  await app.beat();
  process.send?.("beaten");
}
