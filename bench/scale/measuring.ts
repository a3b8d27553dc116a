import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { median, type Row } from "../row.ts";
import type { Stage } from "./stage.ts";

/** Beats of which each finds nothing due, and the milliseconds between two of them. */
export const IDLE_BEATS = 40;
export const BETWEEN_BEATS = 100;

/** Milliseconds for which the event loop may stand. */
const LONGEST_STAND = 50;

/** Commands are asked 20 times a second meanwhile. */
export async function measured(name: string, stage: Stage, act: () => Promise<unknown>): Promise<Row[]> {
  const answers: Promise<number>[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const timer = setInterval(() => answers.push(stage.ask()), 50);
  const requests = stage.requests.count;
  const stands = watchStands();
  await sleep(200);
  stands.begin();
  delay.enable();
  const began = performance.now();
  await act();
  const seconds = (performance.now() - began) / 1000;
  await sleep(100);
  delay.disable();
  const longest = stands.end();
  clearInterval(timer);
  const times = (await Promise.all(answers)).toSorted((a, b) => a - b);
  return [
    { name: `${name}: until it is done`, value: seconds, unit: "s" },
    { name: `${name}: the loop's longest stand`, value: delay.max / 1e6, unit: "ms", limit: LONGEST_STAND },
    { name: `${name}: the same in time of the processor`, value: longest, unit: "ms", limit: LONGEST_STAND },
    {
      name: `${name}: commands, p99`,
      value: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
      unit: "ms",
      limit: 100,
    },
    { name: `${name}: memory`, value: process.memoryUsage.rss() / 1e6, unit: "MB" },
    { name: `${name}: requests to Discord`, value: stage.requests.count - requests, unit: "requests" },
  ];
}

/** What a beat costs by itself while nothing is due: the middle of many, for one meets the collector now and then. */
export async function measuredIdle(
  name: string,
  { beat }: Stage,
  setMinutes: (minutes: number) => void,
): Promise<Row[]> {
  const took: number[] = [];
  const stood: number[] = [];
  for (let minutes = 1; minutes <= IDLE_BEATS; minutes++) {
    setMinutes(minutes);
    await sleep(BETWEEN_BEATS);
    const stands = watchStands();
    const began = performance.now();
    await beat();
    took.push(performance.now() - began);
    await sleep(5);
    stood.push(stands.end());
  }
  return [
    { name: `${name}: until it is done`, value: median(took), unit: "ms", limit: 5 },
    { name: `${name}: the loop's longest stand`, value: median(stood), unit: "ms", limit: 2 },
  ];
}

/** What the process itself computes at a stretch: beside other programs the loop stands for longer than that. */
function watchStands() {
  let longest = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { system, user } = process.threadCpuUsage(last);
    longest = Math.max(longest, (system + user) / 1000);
    last = process.threadCpuUsage();
  }, 1);
  return {
    begin() {
      longest = 0;
    },
    end() {
      clearInterval(timer);
      return longest;
    },
  };
}
