import { fstatSync, writeSync } from "node:fs";
import { isatty } from "node:tty";

/** Bytes that wait for a slow reader; a line that comes on top of them is dropped. */
const MOST_WAITING = 1_000_000;

/** Of a stream only what is needed here. */
type LogStream = Pick<NodeJS.WriteStream, "on" | "write" | "writable" | "writableLength"> & { readonly fd: number };

/**
 * Writes lines to standard output, whatever that is, and never fails: a reader who left or does not read, and a disk
 * that is full, cost lines and nothing else. Once there is room again, it goes on.
 *
 * @param onDrop called for each line that is lost
 */
export function openLogOutput(stream: LogStream, onDrop: () => void): (line: string) => void {
  return isFile(stream.fd) ? toFile(stream.fd, onDrop) : toReader(stream, onDrop);
}

/** A file or a device of which a write does not wait for anyone. */
function isFile(fd: number): boolean {
  const stat = fstatSync(fd);
  return !stat.isFIFO() && !stat.isSocket() && !isatty(fd);
}

/** No line is kept for later: while the disk is full, the count says so. */
function toFile(fd: number, onDrop: () => void): (line: string) => void {
  let torn = false;
  return (line) => {
    const bytes = Buffer.from(torn ? `\n${line}` : line);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(fd, bytes, written);
      torn = false;
    } catch {
      // What follows half a line begins on a new one.
      torn ||= written > 0;
      onDrop();
    }
  };
}

/** Node writes to a pipe without waiting for its reader, and keeps all that is not read yet. */
function toReader(stream: LogStream, onDrop: () => void): (line: string) => void {
  // Each line is told of its own failure, too.
  stream.on("error", () => {});
  return (line) => {
    if (!stream.writable || stream.writableLength + line.length > MOST_WAITING) return onDrop();
    stream.write(line, (error) => error && onDrop());
  };
}
