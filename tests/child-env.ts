/** For processes that tests start: of this environment they get the way to programs, and what was compiled before. */
export const CHILD_ENV: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? "",
};
