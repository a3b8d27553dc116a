import type { Completion } from "../../facts/index.ts";
import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { notice } from "../../src/render/reply.ts";
import { plain } from "../../src/render/text.ts";
import { readFact, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "unblock",
  description: "Allow a blocked fact in this server again",
  options: {
    fact: {
      type: "string",
      description: "One of the blocked facts",
      required: true,
      complete: (typed, tools, caller) => completeBlocked(typed, caller, tools),
    },
  },
  async run({ fact }, caller, tools) {
    const { headline, id } = await readFact(fact, caller, tools);
    const done = await tools.record.unblock(serverOf(caller), id);
    if (!done)
      throw new UserError(
        `“${headline}” is not blocked in this server; the list that appears as you type has those that are.`,
      );
    return notice(`“${plain(headline)}” may be posted in this server again.`);
  },
});

async function completeBlocked(
  typed: string,
  caller: Caller,
  { facts, record }: Tools,
): Promise<readonly Completion[]> {
  if (!caller.mayManage || caller.guildId === undefined) return [];
  const blocked = await record.blocked(caller.guildId);
  const asked = typed.trim().toLowerCase();
  return [...blocked]
    .flatMap((id) => facts.get(id) ?? [])
    .filter(({ headline }) => headline.toLowerCase().includes(asked))
    .map(({ headline, id }) => ({ name: headline, value: id }));
}
