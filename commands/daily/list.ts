import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { renderOrders } from "../../src/render/orders.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { outlookOf, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "list",
  description: "Every daily post of this server",
  run: (_, caller, tools) => showOrders(1, caller, tools),
});

/** One page of the server's orders; the same for the command and its buttons. */
export async function showOrders(number: number, caller: Caller, tools: Tools): Promise<Reply> {
  const { orders, record } = tools;
  const all = await orders.list(serverOf(caller));
  if (all.length === 0) return notice("This server has no daily post yet; /daily add makes one.");
  const results = await record.lastResults(serverOf(caller));
  return renderOrders(all, results, await outlookOf(caller, tools), number);
}
