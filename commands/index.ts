import type { Command } from "../src/bot/command.ts";
import about from "./about.ts";
import daily from "./daily.ts";
import fact from "./fact.ts";
import search from "./search.ts";
import today from "./today.ts";

/** Every command, in the order in which Discord is told of them. */
export const COMMANDS: readonly Command[] = [fact, search, today, about, daily];
