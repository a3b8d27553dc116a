import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { FONT_PACKAGES } from "./font-packages.ts";

/** What decides how a layout looks once it is drawn: the versions of the fonts and of what draws. */
export async function readEdition(): Promise<string> {
  const versions = await Promise.all(["@takumi-rs/core", ...FONT_PACKAGES].map(versionOf));
  return versions.join(" ");
}

async function versionOf(name: string): Promise<string> {
  const path = findPackageJSON(name, import.meta.url);
  if (path === undefined) throw new Error(`the package ${name} is not there`);
  return String((JSON.parse(await readFile(path, "utf8")) as { readonly version: unknown }).version);
}
