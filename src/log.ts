import { type Logger, pino } from "pino";

export type Log = Logger;

/** Looks from the start of a word only: from each letter of a very long one it would take quadratic time. */
const BOT_TOKEN = /(?<![\w-])[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}/g;

/** As Discord makes it: base64 that begins with "interaction:". */
const INTERACTION_TOKEN = /aW50ZXJhY3Rpb246[\w=-]*/g;

/** The token in the address of an answer, also where that was put into another address. */
const INTERACTION_PATH = /((?:\/|%2F)(?:interactions|webhooks)(?:\/|%2F)\d+(?:\/|%2F))(?:(?!%2F)[^\s/?#"'\\&])+/gi;

/** Properties of JSON, and of JSON within a string of it. */
const SECRET_PROPERTY = /((?<!\\)"(?:token|authorization|password|secret)"\s*:\s*")(?:[^"\\]|\\.)+/gi;
const QUOTED_PROPERTY = /((?<!\\)\\+"(?:token|authorization|password|secret)\\+"\s*:\s*\\+")[^"\\]+/gi;

const AUTHORIZATION = /\b(Bot|Bearer|Basic) [\w.+/=-]{20,}/g;

/** People put any sign into PostgreSQL's password; in other addresses it ends at the first `@` or `/`. */
const DATABASE_PASSWORD = /(\bpostgres(?:ql)?:\/\/[^:/@\s"]*:)[^\s"]*@/gi;
const ADDRESS_PASSWORD = /(:\/\/[^:/@\s"]*:)[^@/\s"]+@/g;
const PASSWORD_PARAMETER = /([?&](?:password|token)=)[^&#\s"'\\]+/gi;

/** A secret below this is cut where its shape gives it away, but not wherever its letters stand. */
const SHORTEST_SECRET = 6;

/**
 * A log of JSON lines on standard output.
 *
 * Secrets are cut out of every line as it is written, wherever they stand: also inside the text and stack of errors,
 * where redaction by path would miss them.
 *
 * @param secrets see `createRedaction`
 */
export function createLog(
  level: string,
  write: (line: string) => void = (line) => void process.stdout.write(line),
  secrets: readonly string[] = [],
): Log {
  const redact = createRedaction(secrets);
  return pino({ level, base: null }, { write: (line: string) => write(redact(line)) });
}

/**
 * Cuts bot tokens, interaction tokens and passwords out of a text.
 *
 * @param secrets known ones, cut whatever they look like: also where some of their signs are percent-encoded, or
 *   escaped as JSON does. Those below 6 characters are left to the rules.
 */
export function createRedaction(secrets: readonly string[] = []): (text: string) => string {
  const known = secrets
    .filter((it) => it.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .map(anyFormOf);
  return (text) => withoutShapes(known.reduce((left, it) => left.replace(it, "[secret]"), text));
}

function withoutShapes(text: string): string {
  return text
    .replace(INTERACTION_TOKEN, "[token]")
    .replace(BOT_TOKEN, "[token]")
    .replace(INTERACTION_PATH, "$1[token]")
    .replace(AUTHORIZATION, "$1 [token]")
    .replace(SECRET_PROPERTY, "$1[secret]")
    .replace(QUOTED_PROPERTY, "$1[secret]")
    .replace(DATABASE_PASSWORD, "$1[password]@")
    .replace(ADDRESS_PASSWORD, "$1[password]@")
    .replace(PASSWORD_PARAMETER, "$1[secret]");
}

/** Each sign as it is, percent-encoded, or escaped as in JSON, also in JSON within JSON. */
function anyFormOf(secret: string): RegExp {
  const signs = [...secret].map((sign) => {
    const json = JSON.stringify(sign).slice(1, -1);
    const percent = [...Buffer.from(sign)].map((it) => `%${it.toString(16).padStart(2, "0")}`).join("");
    const forms = new Set([JSON.stringify(json).slice(1, -1), json, sign, percent]);
    return `(?:${[...forms].map((it) => RegExp.escape(it)).join("|")})`;
  });
  return new RegExp(signs.join(""), "gi");
}
