import { defineCommand } from "../src/bot/command.ts";
import type { Caller, Kept, Owner, Tools } from "../src/bot/tools.ts";
import { UserError } from "../src/errors.ts";
import { renderPrivacy, renderPrivacyQuestion, type Side } from "../src/render/privacy.ts";
import { notice, type Reply } from "../src/render/reply.ts";
import { count } from "../src/render/text.ts";

type Words<Of extends Owner> = { readonly [Kind in keyof Kept<Of>]: (number: number) => string };

/** What is kept, what for, and how long. */
const OF_PERSON: Words<"person"> = {
  saved: (it) => `${count(it, "fact")} that you saved: until you remove them`,
  reports: (it) => `${count(it, "report")} of what is wrong with a fact, for those who look after them: 400 days`,
  standings: (it) =>
    `how you stand in the question of the day in ${count(it, "place")}: 400 days after your last answer`,
  scores: (it) => `your points in the quiz in ${count(it, "server")}: 400 days after the last one`,
  orders: (it) => `that you ordered ${count(it, "daily post")}, to tell you when one is paused: as long as it runs`,
  own_facts: (it) => `that you added ${count(it, "fact")} to a server: as long as the server keeps it`,
  suggestions: (it) => `${count(it, "fact")} that you suggested to a server: 100 days`,
  drafts: (it) => `what you last filled in that did not fit, in ${count(it, "server")}: a day`,
};

const OF_SERVER: Words<"server"> = {
  orders: (it) => `${count(it, "daily post")}: channel, time, zone, genre and role, until removed`,
  removed: (it) => `${count(it, "daily post")} removed, so that it can be put back: a day more`,
  blocks: (it) => `${count(it, "fact")} that you never want to see: until allowed again`,
  deliveries: (it) => `how ${count(it, "post")} ended, with a link to each: 400 days`,
  led: (it) => `which ${count(it, "fact")} led a channel's posts before that, so that others follow`,
  shown: (it) => `${count(it, "fact")} that channels were shown, so that others come: until a year without a question`,
  reports: (it) => `${count(it, "report")} of facts made here: 400 days`,
  standings: (it) =>
    `how ${count(it, "member")} stand${it === 1 ? "s" : ""} in the question of the day: 400 days after the last answer`,
  scores: (it) => `the points of ${count(it, "member")} in the quiz: 400 days after the last one, or until /quiz reset`,
  own_facts: (it) => `${count(it, "fact")} of its own: until removed by /facts remove`,
  suggestions: (it) => `${count(it, "fact")} that members suggested: 100 days`,
  drafts: (it) => `what ${count(it, "member")} last filled in that did not fit: a day`,
  suggestion_boxes: () => "the channel for what members suggest: until changed by /facts suggestions",
};

export default defineCommand({
  name: "privacy",
  description: "What I keep of you, and of a server for those who manage it, and a way to delete it",
  run: (_, caller, tools) => show(caller, tools),
  buttons: {
    show: { args: 0, effect: "update", press: (_, caller, tools) => show(caller, tools) },
    /** Argument: whose, as of `delete`. */
    ask: {
      args: 1,
      effect: "update",
      press: ([side], caller) => renderPrivacyQuestion(sideOf(side, caller).side),
    },
    delete: {
      args: 1,
      effect: "update",
      async press([asked], caller, { archive }) {
        const { id, owner } = sideOf(asked, caller);
        await archive.forget(owner, id);
        const whose = owner === "person" ? "you" : "this server";
        return notice(`Deleted: I keep nothing of ${whose} any more. What you do from now on is kept anew.`);
      },
    },
  },
});

async function show(caller: Caller, { archive }: Tools): Promise<Reply> {
  const mine = linesOf(OF_PERSON, await archive.count("person", caller.userId));
  const { guildId, mayManage } = caller;
  if (guildId === undefined || !mayManage) return renderPrivacy({ mine });
  return renderPrivacy({ mine, server: linesOf(OF_SERVER, await archive.count("server", guildId)) });
}

function linesOf<Of extends Owner>(words: Words<Of>, kept: Kept<Of>): readonly string[] {
  const kinds = Object.keys(words) as (keyof Kept<Of>)[];
  return kinds.filter((kind) => kept[kind] > 0).map((kind) => words[kind](kept[kind]));
}

/** @throws {UserError} for a server's where the caller may not manage it any more */
function sideOf(asked: string | undefined, caller: Caller): { side: Side; owner: Owner; id: string } {
  if (asked !== "server") return { side: "mine", owner: "person", id: caller.userId };
  if (caller.guildId === undefined || !caller.mayManage)
    throw new UserError("This is for members with the Manage Server permission; ask one of them.");
  return { side: "server", owner: "server", id: caller.guildId };
}
