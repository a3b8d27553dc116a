import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FactDataError, readFacts } from "../../../facts/index.ts";
import { readText } from "../../../facts/read/text-bytes.ts";
import { ARTISTS_YAML, factYaml, writeContent } from "../content.ts";

const EVENT = factYaml("a-fact").replace("The remake stood", "At the café, 「第九」 stood");
const READ = "At the café, 「第九」 stood six places above the best of the first recording.";

const utf16 = (text: string) => Buffer.from(text, "utf16le");

describe("content is read in each encoding that machines write by themselves", () => {
  test.each<[string, string | Uint8Array]>([
    ["UTF-8", EVENT],
    ["UTF-8 with a byte order mark", `\ufeff${EVENT}`],
    ["UTF-8 with a mark and the ends of lines of Windows", `\ufeff${EVENT.replaceAll("\n", "\r\n")}`],
    ["UTF-16, as PowerShell's > writes it", utf16(`\ufeff${EVENT.replaceAll("\n", "\r\n")}`)],
    ["UTF-16 without a mark", utf16(EVENT)],
    ["UTF-16, big end first", utf16(`\ufeff${EVENT}`).swap16()],
    ["UTF-16, big end first, without a mark", utf16(EVENT).swap16()],
  ])("%s", (_, bytes) => {
    using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": bytes });

    expect(readFacts([directory.path]).facts.map(({ text }) => text)).toEqual([READ]);
  });

  test("whatever case the names of the files are in", () => {
    using directory = writeContent({ "ARTISTS.YAML": ARTISTS_YAML, "FACTS.Yml": EVENT });

    expect(readFacts([directory.path]).facts.map(({ id }) => id)).toEqual(["a-fact"]);
  });
});

describe("any other encoding is refused, with file, line, column and what to do", () => {
  const windows = (text: string, letter: number) => {
    const bytes = Buffer.from(text, "latin1");
    bytes[text.indexOf("é")] = letter;
    return bytes;
  };
  const [before = ""] = EVENT.split("é");
  const latin = `${before}é and all the rest\n`;
  test.each<[string, string | Uint8Array, string]>([
    ["Windows-1252", windows(latin, 0xe9), "not readable as UTF-8; save the file in that encoding"],
    ["the encoding of old Macs", windows(latin, 0x8e), "not readable as UTF-8"],
    ["UTF-8 with half a letter", Buffer.concat([Buffer.from(before), Buffer.of(0xc3)]), "not readable as UTF-8"],
    ["what a program has lost already", `${before}\ufffd stood\n`, "a sign was lost here; type it again"],
    ["bytes of zero", `${before}\0 stood\n`, "a sign was lost here"],
    ["UTF-16 with half a pair", utf16(`\ufeff${before}\ud83c stood\n`), "not readable as UTF-8"],
  ])("%s", (_, bytes, problem) => {
    using directory = writeContent({ "artists.yaml": ARTISTS_YAML, "a.yaml": bytes });

    const read = () => readFacts([directory.path]);

    expect(read).toThrow(FactDataError);
    expect(read).toThrow(`${join(directory.path, "a.yaml")}:5:15: ${problem}`);
  });
});

test("any text comes back as it was from UTF-8, and with a mark from UTF-16", () => {
  const text = fc.string({ unit: "binary" }).filter((it) => !/[\ufffd\0]|^\ufeff/.test(it) && it.isWellFormed());
  fc.assert(
    fc.property(text, (it) => {
      expect(readText(Buffer.from(it))).toEqual({ text: it });
      expect(readText(Buffer.from(`\ufeff${it}`))).toEqual({ text: it });
      expect(readText(utf16(`\ufeff${it}`))).toEqual({ text: it });
      expect(readText(utf16(`\ufeff${it}`).swap16())).toEqual({ text: it });
    }),
  );
});
