import { defineGroup } from "../src/bot/command.ts";
import { clearBoard, keepBoard, leaderboard, reset, showBoard, showRanks } from "./quiz/leaderboard.ts";
import play, { guessIn } from "./quiz/play.ts";
import today, { answerToday, shareToday, showToday } from "./quiz/today.ts";

export default defineGroup({
  name: "quiz",
  uses: ["graph"],
  description: "Questions on crossover history",
  subcommands: [today, play, leaderboard, reset],
  buttons: {
    /** On posts and shared results: everyone who presses it is asked alone. */
    today: { args: 0, press: (_, caller, tools) => showToday(caller, tools) },
    /** Arguments: the day, the option from 0, and the question's mark. */
    answer: {
      args: 3,
      effect: "update",
      press: ([day = "", option = "", mark = ""], caller, tools) => answerToday({ day, option, mark }, caller, tools),
    },
    /** Argument: the day. */
    share: { args: 1, effect: "update", press: ([day = ""], caller, tools) => shareToday(day, caller, tools) },
    /** Arguments: the game, the question and the option, both from 0. */
    guess: { args: 3, press: guessIn },
    /** Arguments: `week` or `all`, and the page. */
    board: { args: 2, effect: "update", press: showBoard },
    /** For the one who presses it, below what others go on reading. */
    ranks: { args: 0, press: (_, caller, tools) => showRanks(caller, tools) },
    clear: {
      args: 0,
      effect: "update",
      audience: "moderators",
      press: (_, caller, tools) => clearBoard(caller, tools),
    },
    keep: { args: 0, effect: "update", press: keepBoard },
  },
});
