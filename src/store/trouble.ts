/** What is wrong with a SQLite file, and what helps, by SQLite's primary result code. */
const SQLITE_TROUBLE: Readonly<Record<number, string>> = {
  5: "another program holds it locked; stop that program and start again",
  6: "another program holds it locked; stop that program and start again",
  8: "it may only be read; let this user write the file and its folder",
  10: "the disk fails to read or write it; look into the disk's health",
  11: "it is damaged; put back a copy that npm run backup made",
  13: "the disk is full; free some space and start again",
  14: "it is a folder, or this user may not open it; name a file in a folder of this user's",
  26: "it is not a SQLite database; name another file",
};

/** SQLite's, of a file that another program holds, or is just opening. */
const LOCKED = [5, 6, 15];

/** By the system's error code, of the folder in which the file is to be. */
const FOLDER_TROUBLE: Readonly<Record<string, string>> = {
  EACCES: "this user may not make its folder; choose a folder of this user's",
  EPERM: "this user may not make its folder; choose a folder of this user's",
  EROFS: "its folder is on a disk that may only be read; choose another",
  ENOSPC: "the disk is full; free some space and start again",
  EEXIST: "part of its path is a file, not a folder; choose another path",
  ENOTDIR: "part of its path is a file, not a folder; choose another path",
  ENOENT: "no folder can be made at its path; choose a folder of this user's on a disk",
  EINVAL: "no folder can be made at its path; choose a folder of this user's on a disk",
  ELOOP: "its path is a link that leads in a circle; choose another path",
  ENAMETOOLONG: "its path is too long; choose a shorter one",
};

const UNTRUSTED =
  "this machine does not trust its certificate; add sslmode=no-verify to encrypt without checking that, or " +
  "sslmode=verify-full&sslrootcert=FILE with the certificate of its authority";

/** What a PostgreSQL server answers, by its SQLSTATE, and what TLS says of its certificate, by Node's code. */
const SERVER_TROUBLE: Readonly<Record<string, string>> = {
  "28P01": "the user or the password is wrong; special signs in them are percent-encoded: @ as %40, / as %2F, # as %23",
  "3D000": "it has no database of that name; create it, or name another",
  "42501": "this user may not make tables in it; grant create on its schema",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID:
    "its certificate is for another host; write the host as the certificate has it, or add sslmode=no-verify",
  CERT_HAS_EXPIRED: "its certificate has expired; renew it, or add sslmode=no-verify",
};

/** What only the words of an error tell. */
const TOLD_BY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/, "the server has no TLS; add sslmode=disable"],
  [
    /no encryption|SSL off/,
    "the server wants TLS; add sslmode=no-verify, or sslmode=verify-full to check its certificate",
  ],
  [
    /client password must be a (non-empty )?string/,
    "the server wants a password; write postgres://USER:PASSWORD@HOST/DATABASE",
  ],
];

/** Of the network and of the system: the server is not there yet, or too much is going on. */
const PASSING_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"],
  ...["EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "EMFILE", "ENFILE", "ENOBUFS"],
]);

/**
 * SQLSTATEs: no connection (08), too few resources (53), an operator's doing (57), conflicts between transactions (40),
 * locks (55), and a standby that may yet take over.
 */
const PASSING_STATE = /^(08|40|53|57)[0-9A-Z]{3}$|^(55006|55P03|25006)$/;

/** What `pg` says of a server that fell silent or left; it gives no code. */
const PASSING_WORDS = /timeout|timed out|Connection (terminated|ended)/i;

/** Why a database cannot be used, in words for whoever hosts the bot; the error's own where we have none. */
export function explainTrouble(error: unknown): string {
  const { code = "", errcode, syscall } = error as Trouble;
  // The lower byte is the primary code; what stands above only refines it.
  if (errcode !== undefined) return SQLITE_TROUBLE[errcode & 0xff] ?? messageOf(error);
  const message = messageOf(error);
  const known =
    syscall === "connect"
      ? undefined
      : (SERVER_TROUBLE[code] ?? (syscall === "open" ? undefined : FOLDER_TROUBLE[code]));
  return TOLD_BY_WORDS.find(([words]) => words.test(message))?.[1] ?? known ?? message;
}

/** Whether another program holds the SQLite file just now. */
export function isLocked(error: unknown): boolean {
  const { errcode } = error as Trouble;
  return errcode !== undefined && LOCKED.includes(errcode & 0xff);
}

/** Whether it may be over by itself, with nobody changing anything: then waiting is right. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isPassing);
  const { code, errcode, syscall } = error as Trouble;
  if (errcode !== undefined) return isLocked(error);
  if (code === undefined) return PASSING_WORDS.test(messageOf(error));
  // The socket of a server on this machine is there once the server is.
  return PASSING_CODES.has(code) || PASSING_STATE.test(code) || (code === "ENOENT" && syscall === "connect");
}

/** As SQLite, Node or PostgreSQL make it. */
interface Trouble {
  readonly code?: string;
  readonly errcode?: number;
  readonly syscall?: string;
}

/** A failed attempt to connect to each of a host's addresses has its reasons inside, and no message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
