import type { Question } from "../../src/quiz/question.ts";

/** Whichever, where it is not the questions that are tested. Its second option is right. */
export const SOME_QUESTION: Question = {
  kind: "year",
  prompt: "When? “Yesterday” 🎵",
  options: ["1980", "1981", "1982", "1983"],
  right: 1,
  sources: [{ title: "A source", url: "https://example.org/" }],
  told: "It was 1981.",
};
