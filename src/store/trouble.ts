/** What is wrong with a SQLite file, and what mends it, by SQLite's primary result code. */
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

/** By the system's error code, of the folder in which the file is to be. */
const FOLDER_TROUBLE: Readonly<Record<string, string>> = {
  EACCES: "this user may not make its folder; choose a folder of this user's",
  EPERM: "this user may not make its folder; choose a folder of this user's",
  EROFS: "its folder is on a disk that may only be read; choose another",
  ENOSPC: "the disk is full; free some space and start again",
  EEXIST: "part of its path is a file, not a folder; choose another path",
  ENOTDIR: "part of its path is a file, not a folder; choose another path",
};

/** Why a database cannot be used, in words for whoever hosts the bot; the error's own where we have none. */
export function explainTrouble(error: unknown): string {
  const { code, errcode } = error as { readonly code?: string; readonly errcode?: number };
  // The lower byte is the primary code; what stands above only refines it.
  const known = errcode === undefined ? FOLDER_TROUBLE[code ?? ""] : SQLITE_TROUBLE[errcode & 0xff];
  return known ?? messageOf(error);
}

/** A failed attempt to connect to each of a host's addresses has its reasons inside, and no message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
