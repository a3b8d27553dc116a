import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A directory with these files, by path and text or bytes; dispose to remove it. */
export function writeContent(
  files: Readonly<Record<string, string | Uint8Array>>,
): { readonly path: string } & Disposable {
  const directory = mkdtempDisposableSync(join(tmpdir(), "crossfade-facts-"));
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return directory;
}

export const ARTISTS_YAML = `- name: Run-D.M.C.
  also: [Run DMC]
- name: Aerosmith
`;

/** One event as a file holds it: thirteen lines, of which the first is its id. */
export function factYaml(id: string): string {
  return `- id: ${id}
  date: 1986-09-27
  headline: '"Walk This Way" reaches No. 4'
  text: >-
    The remake stood six places above
    the best of the first recording.
  artists: [Run-D.M.C., Aerosmith]
  genres: [hip-hop, rock]
  kind: release
  weight: 5
  sources:
    - title: "A page, a publisher"
      url: "https://example.com/page"
`;
}
