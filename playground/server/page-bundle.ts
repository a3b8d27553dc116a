import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { build } from "esbuild";

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" };

/** Bundles the page in memory: `/`, `/page.js` and `/page.css`, by path. */
export async function bundlePage(): Promise<ReadonlyMap<string, PageFile>> {
  const folder = new URL("../page/", import.meta.url);
  const [bundle, html] = await Promise.all([
    build({
      entryPoints: { page: fileURLToPath(new URL("main.ts", folder)) },
      outdir: "/",
      bundle: true,
      minify: true,
      format: "esm",
      target: "chrome130",
      tsconfigRaw: {},
      write: false,
      logLevel: "silent",
    }),
    readFile(new URL("index.html", folder)),
  ]);
  const scripts = bundle.outputFiles.map(({ contents, path }) => {
    const name = path.slice(path.lastIndexOf("/"));
    return fileOf(name, TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream", contents);
  });
  return new Map(await Promise.all([fileOf("/", "text/html; charset=utf-8", html), ...scripts]));
}

async function fileOf(path: string, type: string, contents: Uint8Array): Promise<[string, PageFile]> {
  return [path, { type, body: new Uint8Array(contents), gzipped: new Uint8Array(await promisify(gzip)(contents)) }];
}
