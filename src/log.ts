import { type Logger, pino } from "pino";

export type Log = Logger;

const BOT_TOKEN = /[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}/g;
const INTERACTION_PATH = /\/(interactions|webhooks)\/(\d+)\/[\w-]+/g;
const DATABASE_PASSWORD = /(:\/\/[^:/@\s]+:)[^@\s]+@/g;

/**
 * A log of JSON lines on standard output.
 *
 * Tokens are cut out of every line as it is written, wherever they stand: also inside the text and stack of errors,
 * where redaction by path would miss them.
 */
export function createLog(
  level: string,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  return pino({ level, base: null }, { write: (line: string) => write(withoutSecrets(line)) });
}

/** `text` with bot tokens, interaction tokens and database passwords cut out. */
export function withoutSecrets(text: string): string {
  return text
    .replace(BOT_TOKEN, "[token]")
    .replace(INTERACTION_PATH, "/$1/$2/[token]")
    .replace(DATABASE_PASSWORD, "$1[password]@");
}
