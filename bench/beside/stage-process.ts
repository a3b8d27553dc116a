import { measurePair } from "./paired.ts";
import { measureAll } from "./stage.ts";

// One stage in a process of its own, so that none weighs on the next: `stage-process.ts 10000`, or `pair`.

const [what = ""] = process.argv.slice(2);
if (what === "pair") process.send?.(await measurePair());
else await measureAll(Number(what), (measured) => process.send?.(measured));
process.disconnect?.();
