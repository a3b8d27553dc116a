import { type Chosen, defineSubcommand, type SelectSpec } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { allowedWords, BLOCKED_AT_ONCE, renderBlocked } from "../../src/render/blocked.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "blocked",
  description: "What is never posted in this server, and how to allow it again",
  run: (_, caller, tools) => showBlocked(1, caller, tools),
});

/** One page of what is blocked; the same for the command and its buttons. */
export async function showBlocked(number: number, caller: Caller, tools: Tools): Promise<Reply> {
  const blocked = await tools.record.blocked(serverOf(caller));
  if (blocked.size > 0) return renderBlocked([...blocked], tools.facts, number);
  return notice(
    "Nothing is blocked in this server; “Never post this” below a preview, or /daily block, blocks a fact.",
  );
}

/** The list that allows some of a page again. Argument: the page's number. */
export const allowSelect = {
  args: 1,
  effect: "update",
  most: BLOCKED_AT_ONCE,
  choose: (chosen, [number], caller, tools) => allowSome(chosen, Number(number), caller, tools),
} as const satisfies SelectSpec;

async function allowSome(chosen: Chosen, number: number, caller: Caller, tools: Tools): Promise<Reply> {
  const { facts, record } = tools;
  for (const id of chosen) await record.unblock(serverOf(caller), id);
  const headlines = chosen.map((id) => facts.get(id)?.headline ?? id);
  const blocked = await record.blocked(serverOf(caller));
  return blocked.size > 0
    ? renderBlocked([...blocked], facts, number, headlines)
    : notice(`${allowedWords(headlines)} Nothing else is blocked.`);
}

/** Takes back a block that was just made. */
export async function allowOne(id: string, caller: Caller, { facts, record }: Tools): Promise<Reply> {
  await record.unblock(serverOf(caller), id);
  return notice(`Undone: ${allowedWords([facts.get(id)?.headline ?? id])}`);
}
