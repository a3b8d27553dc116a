import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build, type OutputFile, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

/** Where `run.cjs` looks for it; gone with the next `npm ci`. */
const FOLDER = join(ROOT, "node_modules/.cache/crossfade");

/** What npm notes whenever it changes what is installed. */
const INSTALLED = join(ROOT, "node_modules/.package-lock.json");

/** Where our source finds its files: by `import.meta.dirname` or `import.meta.url`, which stay those of the source. */
const ownPlaces: Plugin = {
  name: "own places",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8")
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: "ts" };
    });
  },
};

/**
 * Node's own modules as CommonJS has them. For an `import` Node reads all names of such a module, and behind some stands
 * what takes long to load: behind those of `http` all that its `fetch` is made of.
 */
const plainModules: Plugin = {
  name: "plain modules",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[a-z]/ }, ({ kind, path }) =>
      kind === "import-statement" && isBuiltin(path) ? { path, namespace: "plain" } : undefined,
    );
    onLoad({ filter: /^/, namespace: "plain" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};

/**
 * discord.js's REST client, without a look at what Node's own `fetch` is made of, for which all of that would be loaded:
 * whether a response is one of it, which none of ours is, and whether there is a `FormData`, which there is.
 */
const restWithoutFetch: Plugin = {
  name: "REST without fetch",
  setup({ onLoad }) {
    onLoad({ filter: /@discordjs[\\/]rest[\\/]dist[\\/]index\.mjs$/ }, ({ path }) => {
      const written = readFileSync(path, "utf8").replace(/^globalThis\.FormData \?\?= .*$/m, "");
      return { contents: `import { Response } from "undici";\n${written}`, loader: "js" };
    });
  },
};

/** A program of ours with all that it loads as one file, which Node reads in a fraction of the time. */
export const IN_ONE_FILE = {
  bundle: true,
  platform: "node",
  format: "esm",
  legalComments: "none",
  external: ["pg-native"],
  plugins: [ownPlaces, plainModules, restWithoutFetch],
  banner: { js: 'import { createRequire as beside } from "node:module"; const require = beside(import.meta.url);' },
  logLevel: "silent",
} as const satisfies BuildOptions;

/** A bot that still runs may load parts of the one that it was started from. */
const KEEPS = 3;

if (import.meta.main) await bundleBot();

/**
 * Makes the bot one file, and one for each part that is loaded when it is used, and notes of what: `bundle.json`, with
 * the size and time of each file of ours. Their folder is named by what is in it, so that a bot which starts meanwhile
 * finds the old one or the new.
 *
 * @throws when the source cannot be read as it is, or nothing can be written
 */
async function bundleBot(): Promise<void> {
  const { metafile, outputFiles } = await build({
    ...IN_ONE_FILE,
    splitting: true,
    absWorkingDir: ROOT,
    entryPoints: ["src/main.ts"],
    outdir: FOLDER,
    outExtension: { ".js": ".mjs" },
    metafile: true,
    write: false,
  });
  const sum = createHash("sha256");
  for (const { contents, path } of outputFiles) sum.update(path).update(contents);
  const name = `bundle-${sum.digest("hex").slice(0, 16)}`;
  const own = Object.keys(metafile.inputs).filter((it) => /^(?:src|commands|facts)\//.test(it));
  const of = [...own.map((it) => join(ROOT, it)), import.meta.filename, INSTALLED].map((path) => {
    const { mtimeMs, size } = statSync(path);
    return { path, size, mtimeMs };
  });
  keep(name, outputFiles);
  const note = join(FOLDER, "bundle.json");
  writeFileSync(`${note}.${process.pid}`, JSON.stringify({ file: `${name}/main.mjs`, of }));
  renameSync(`${note}.${process.pid}`, note);
  const kept = globSync("bundle-*", { cwd: FOLDER }).map((it) => join(FOLDER, it));
  const fromNewest = kept.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of fromNewest.slice(KEEPS)) rmSync(old, { recursive: true, force: true });
}

/** Renamed into place, so that nobody reads half of it. */
function keep(name: string, files: readonly OutputFile[]): void {
  const unfinished = join(FOLDER, `unfinished-${process.pid}`);
  mkdirSync(unfinished, { recursive: true });
  for (const { contents, path } of files) writeFileSync(join(unfinished, basename(path)), contents);
  try {
    renameSync(unfinished, join(FOLDER, name));
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // Another process made the same a moment before, or an earlier one did.
    if (!existsSync(join(FOLDER, name))) throw error;
  }
}
