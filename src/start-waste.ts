import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Has V8 clear away what only the start needed, and measure the heap: by itself it waits until that has doubled. Once,
 * as everything stands still for some 50 ms.
 */
export function clearStartWaste(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  collect();
}
