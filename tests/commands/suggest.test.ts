import { expect, test } from "vitest";
import { accept } from "../../commands/suggest/suggest.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import type { Suggestion } from "../../src/own/suggestion.ts";
import { NOTHING_OWN } from "../bot/nothing-own.ts";
import { SHIPPED } from "../shipped.ts";

const MODERATOR: Caller = { userId: "2", guildId: "10", channelId: "3", zone: async () => "UTC", mayManage: true };
const FORM = {
  date: "2019-09-27",
  headline: "The Housemates rap over a harp",
  text: "Nobody had asked for it, and all stayed.",
  who: "The Housemates\nhip-hop; folk",
  sources: "Our blog https://example.org/gig",
};

test.each([
  ["the server has as many facts as it can", async () => "full" as const],
  ["the database gives way", () => Promise.reject(new Error("disk I/O error"))],
])("a suggestion stays open where %s as it is accepted", async (_, add) => {
  let state: Suggestion["state"] = "open";
  const suggestions: Tools["suggestions"] = {
    ...NOTHING_OWN.suggestions,
    get: async (guildId, id) => ({ id, guildId, userId: "1", state, form: FORM, posted: undefined }),
    decide: async (_id, decision) => {
      state = decision;
      return true;
    },
    reopen: async () => {
      state = "open";
    },
  };
  const ownFacts = { ...NOTHING_OWN.ownFacts, add };
  const tools: Partial<Tools> = { ...NOTHING_OWN, facts: SHIPPED, suggestions, ownFacts };

  await expect(accept("5", MODERATOR, tools as Tools)).rejects.toThrow();

  expect(state).toBe("open");
});
