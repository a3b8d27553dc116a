import type { Command } from "../src/bot/command.ts";
import about from "./about.ts";
import artist from "./artist.ts";
import connect from "./connect.ts";
import daily from "./daily.ts";
import fact from "./fact.ts";
import facts from "./facts.ts";
import findCrossoverFacts from "./find-crossover-facts.ts";
import privacy from "./privacy.ts";
import quiz from "./quiz.ts";
import saved from "./saved.ts";
import search from "./search.ts";
import suggest from "./suggest.ts";
import timeline from "./timeline.ts";
import today from "./today.ts";

/** Every command, in the order in which Discord is told of them. */
export const COMMANDS: readonly Command[] = [
  fact,
  search,
  today,
  artist,
  timeline,
  connect,
  quiz,
  saved,
  about,
  privacy,
  suggest,
  daily,
  facts,
  findCrossoverFacts,
];
