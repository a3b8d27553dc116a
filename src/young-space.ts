import { setFlagsFromString } from "node:v8";

/** Milliseconds after which work is known to be more than the odd post. */
const LONG = 500;

/** How many works that are long go on. */
let long = 0;

/**
 * Does some work, and if that takes long, lets V8's space for what is young grow meanwhile.
 *
 * `run.cjs` keeps it at 1 MB, which suits a bot that is idle most of the time. What is made for 100,000 orders would
 * outgrow that before it is done with: collecting it then took a quarter of the time, and the loop stood for up to 83 ms.
 */
export async function withRoom(work: () => Promise<unknown>): Promise<void> {
  let isLong = false;
  const timer = setTimeout(() => {
    isLong = true;
    count(1);
  }, LONG);
  try {
    await work();
  } finally {
    clearTimeout(timer);
    if (isLong) count(-1);
  }
}

function count(by: number): void {
  long += by;
  setFlagsFromString(`--semi-space-growth-factor=${long > 0 ? 2 : 1}`);
}
