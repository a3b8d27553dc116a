import { parentPort, workerData } from "node:worker_threads";
import { type FileKind, parseFile } from "./parse.ts";

/** What a file's worker is given. */
export interface Work {
  readonly kind: FileKind;
  readonly text: string;
  readonly most: number;
}

// A thread of its own, which can be ended: of 256 kB there is YAML that takes half a minute.
const { kind, most, text } = workerData as Work;
parentPort?.postMessage(parseFile(kind, text, most));
