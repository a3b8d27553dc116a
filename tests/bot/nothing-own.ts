import type { Tools } from "../../src/bot/tools.ts";
import { NO_OWN_FACTS } from "../../src/own/views.ts";

/** Where servers add nothing of their own. */
export const NOTHING_OWN: Pick<Tools, "ownFacts" | "suggestions" | "drafts" | "desk" | "fetchFile" | "ownChanged"> = {
  ownFacts: NO_OWN_FACTS,
  suggestions: {
    box: async () => undefined,
    setBox: async () => {},
    standing: async () => "welcome",
    add: async (suggestion) => ({ ...suggestion, id: "1", state: "open", posted: undefined }),
    get: async () => undefined,
    place: async () => {},
    decide: async () => false,
    reopen: async () => {},
    drop: async () => {},
  },
  drafts: { get: async () => undefined, keep: async () => {} },
  desk: { post: async () => undefined, change: async () => {}, tell: async () => false },
  fetchFile: async () => "failed",
  ownChanged: async () => {},
};
