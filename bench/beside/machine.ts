import { availableParallelism, cpus, totalmem } from "node:os";

/** What it was measured on, in one line. */
export function describeMachine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? "?"}), ${gigabytes} GB, Node ${process.versions.node}, ${process.platform}`;
}
