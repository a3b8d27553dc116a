import { isEvent } from "../../facts/index.ts";
import { defineSubcommand } from "../../src/bot/command.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { renderNever } from "../../src/render/blocked.ts";
import { readFact, serverOf } from "./fields.ts";

export default defineSubcommand({
  name: "block",
  description: "Never post a fact in this server",
  options: {
    fact: {
      type: "string",
      description: "The fact; begin to type its headline",
      required: true,
      complete: (typed, { facts }) => facts.complete("event", typed),
    },
  },
  async run({ fact }, caller: Caller, tools: Tools) {
    const wanted = await readFact(fact, caller, tools);
    if (!isEvent(wanted)) {
      throw new UserError(
        `“${wanted.headline}” is never posted anyway, as it is not an event of one day; choose one from the list that appears as you type.`,
      );
    }
    return renderNever(wanted, await tools.record.block(serverOf(caller), wanted.id));
  },
});
