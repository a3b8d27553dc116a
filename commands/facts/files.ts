import { defineSubcommand } from "../../src/bot/command.ts";
import { defineModal } from "../../src/bot/form.ts";
import { UserError } from "../../src/errors.ts";
import type { NewOwnFact } from "../../src/own/own-fact.ts";
import { LARGEST_FILE, readFactFile } from "../../src/own/read-file.ts";
import { writeFactFile } from "../../src/own/write-file.ts";
import { renderFaults } from "../../src/render/own.ts";
import { fileReply, notice, type Reply } from "../../src/render/reply.ts";
import { count } from "../../src/render/text.ts";
import { serverOf } from "./form.ts";
import { FULL } from "./own.ts";

// A server's own facts as a file: taken in all or not at all, and given out again.

const TYPES = { yaml: "application/yaml", csv: "text/csv" } as const;

export const importFacts = defineSubcommand({
  name: "import",
  description: "Add facts from a file, YAML or CSV: all of them, or none",
  run: () => ({ opens: "file", args: [], filled: {}, late: notice("Discord took too long; run /facts import again.") }),
});

export const exportFacts = defineSubcommand({
  name: "export",
  description: "This server's own facts as a file",
  options: {
    format: {
      type: "choice",
      description: "What kind of file; otherwise YAML",
      choices: [
        { name: "YAML", value: "yaml" },
        { name: "CSV, for spreadsheets", value: "csv" },
      ],
    },
  },
  async run({ format = "yaml" }, caller, { ownFacts }): Promise<Reply> {
    const own = await ownFacts.list(serverOf(caller));
    if (own.length === 0) throw new UserError("This server has no facts of its own; /facts add takes one.");
    const data = Buffer.from(writeFactFile(format, own));
    const file = { name: `facts.${format}`, contentType: TYPES[format], data };
    return fileReply(`${count(own.length, "fact")} of this server's own; /facts import takes the file again.`, file);
  },
});

export const fileForm = defineModal({
  args: 0,
  title: "Add facts from a file",
  fields: {
    file: {
      type: "file",
      label: "YAML or CSV, 256 kB and 500 facts at most",
      description: "Fields: date, headline, text, artists, genres, sources",
      required: true,
    },
  },
  weight: 4,
  async submit({ file }, _, caller, { facts, fetchFile, ownFacts }): Promise<Reply> {
    const guildId = serverOf(caller);
    const bytes = await fetchFile(file, LARGEST_FILE);
    if (bytes === "large") throw new UserError("The file is larger than 256 kB; import it in parts.");
    if (bytes === "failed") throw new UserError("Discord did not give me the file; run /facts import again.");
    const read = await readFactFile(bytes, facts);
    if ("faults" in read) return renderFaults(read.faults);
    const own = await ownFacts.list(guildId);
    const known = new Set(own.map(keyOf));
    const added = distinct(read.facts).filter((it) => !known.has(keyOf(it)));
    const twice = read.facts.length - added.length;
    const already = twice === 0 ? "" : ` ${count(twice, "fact was", "facts were")} there already.`;
    if (added.length === 0) return notice(`Nothing was added.${already}`);
    if ((await ownFacts.add(guildId, added, caller.userId)) === "full") throw new UserError(FULL);
    return notice(`${count(added.length, "fact")} added; only this server sees ${them(added.length)}.${already}`);
  },
});

function distinct(facts: readonly NewOwnFact[]): readonly NewOwnFact[] {
  return [...new Map(facts.map((it) => [keyOf(it), it])).values()];
}

/** Two with the same date and headline are one. */
function keyOf({ date, headline }: NewOwnFact): string {
  return [date?.year, date?.month, date?.day, headline].join(" ");
}

function them(number: number): string {
  return number === 1 ? "it" : "them";
}
