import { dirname, resolve } from "node:path";

const FORMS = "sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE";

const ENCODE =
  "must have the special signs of its user and password percent-encoded: @ as %40, / as %2F, # as %23, ? as %3F, % as %25";

/** Those that `pg` knows. */
const SSL_MODES = ["disable", "no-verify", "prefer", "require", "verify-ca", "verify-full"];

/**
 * What is wrong with an address of a database, worded to follow the variable's name: what would be right. Pure; never
 * quotes the address, which may hold a password.
 *
 * @returns `undefined` for one that fits
 */
export function problemOfDatabaseUrl(url: string): string | undefined {
  if (url !== url.trim()) return "must not begin or end with a blank or a line's end";
  if (/^["'`]|["'`]$/.test(url)) return "must be written without quotes";
  const [, scheme = "", rest = ""] = /^(sqlite|postgres|postgresql):(.*)$/s.exec(url) ?? [];
  if (scheme === "sqlite") return problemOfFile(rest);
  if (scheme !== "" && /^\/\/./.test(rest)) return problemOfServer(url, rest.slice(2));
  if (looksLikePath(url)) return "names a file without saying so; write sqlite: before its path";
  return `must be ${FORMS}`;
}

/** What is wrong with a path that no shell has read; `undefined` when nothing is. */
export function problemOfPath(path: string): string | undefined {
  if (/^["'`]/.test(path)) return "must be written without quotes";
  if (/^(~|\$\w|\$\{|%\w+%)/.test(path))
    return "must name its whole path; ~ and variables mean something to shells only";
  return undefined;
}

/** The same address, its file below `folder` where it is not named by its whole path. */
export function databaseUrlBelow(folder: string, url: string): string {
  if (!url.startsWith("sqlite:") || url === "sqlite::memory:") return url;
  return `sqlite:${resolve(folder, url.slice("sqlite:".length))}`;
}

/** The folder that a database's file is in; `undefined` for one that is no file. */
export function folderOfDatabase(url: string): string | undefined {
  return url.startsWith("sqlite:") && url !== "sqlite::memory:" ? dirname(url.slice("sqlite:".length)) : undefined;
}

function problemOfFile(file: string): string | undefined {
  if (file === "") return `must be ${FORMS}`;
  if (file === ":memory:") return undefined;
  if (file !== file.trim()) return "must have no blank after sqlite:";
  if (file.startsWith(":")) return "must be sqlite::memory: to keep nothing, or sqlite:FILE";
  if (/^(file:|\/\/)/.test(file))
    return "must name the file right after sqlite:, as in sqlite:data/crossfade.db or sqlite:/srv/crossfade.db";
  if (file.includes("?")) return "must end with the file's name; there are no parameters as in ?mode=ro";
  if (/(^|[\\/])\.{0,2}$/.test(file))
    return "names a folder; write the name of a file in it, as in sqlite:data/crossfade.db";
  return problemOfPath(file);
}

function problemOfServer(url: string, rest: string): string | undefined {
  if (/\s/.test(rest)) return "must have no blank; one in the password is written %20";
  const [address = ""] = rest.split("?");
  const [authority = ""] = address.split("/");
  // A sign of the password's ended the address before its time.
  if (rest.includes("#") || (!authority.includes("@") && rest.split(/[?&]\w+=/)[0]?.includes("@"))) return ENCODE;
  const [, port = "0"] = /@[^@]*:([^:@\]]*)$/.exec(authority) ?? [];
  if (!(Number(port) >= 0 && Number(port) <= 65_535)) return "must have a whole number up to 65535 as its port";
  if (!isDecodable(authority) || !URL.canParse(url.replace("@/", "@host/"))) return ENCODE;
  const mode = new URLSearchParams(rest.slice(address.length)).get("sslmode");
  if (mode === null || SSL_MODES.includes(mode)) return undefined;
  return `must have one of these as sslmode: ${SSL_MODES.join(", ")}`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function looksLikePath(url: string): boolean {
  return /^([./~\\]|[a-z]:[\\/])|^[^:]+\.(db|sqlite3?)$/i.test(url);
}
