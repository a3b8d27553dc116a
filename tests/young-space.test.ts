import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { withRoom } from "../src/young-space.ts";

/** Prints the MB that V8 holds for what is young: at first, after short work, and after long. */
const PROGRAM = `
import { setTimeout as sleep } from "node:timers/promises";
import { getHeapSpaceStatistics } from "node:v8";
import { withRoom } from "./src/young-space.ts";

const size = () => getHeapSpaceStatistics().find((it) => it.space_name === "new_space").space_size / 1e6;
async function work(milliseconds) {
  const end = performance.now() + milliseconds;
  for (let kept = []; performance.now() < end; await sleep(0)) {
    for (let number = 0; number < 20_000; number++) kept.push({ number });
    if (kept.length > 200_000) kept = [];
  }
}
let first, short, took;
do {
  await work(200);
  first = size();
  const began = performance.now();
  await withRoom(() => work(200));
  short = size();
  took = performance.now() - began;
  // A machine at its limits makes even that long.
} while (took > 450);
await withRoom(() => work(1500));
console.log(JSON.stringify({ first, short, long: size() }));
`;

test("what takes long has room, what is short does not", async () => {
  const args = ["--semi-space-growth-factor=1", "--input-type=module", "--eval", PROGRAM];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(import.meta.dirname, "..") });
  const { first, long, short } = JSON.parse(stdout);

  expect(short).toBeLessThan(first + 2);
  expect(long).toBeGreaterThan(first + 8);
});

test("what fails is told", async () => {
  await expect(withRoom(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
