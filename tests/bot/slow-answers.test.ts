import { expect, test } from "vitest";
import { type Conversation, createConversation, type SendAnswer } from "../../src/bot/conversation.ts";
import type { Answer, Dispatch } from "../../src/bot/dispatch.ts";
import { readInteraction } from "../../src/bot/interaction-payload.ts";
import { handleInteraction } from "../../src/bot/interactions.ts";
import { realTime } from "../../src/bot/wire/real-time.ts";
import { createLog } from "../../src/log.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { textOf } from "./bot.ts";

const everyone = (sentence: string): Reply => ({ ...notice(sentence), audience: "everyone" });

const SENT = {
  ...{ id: "7", token: "t", type: 3, application_id: "9" },
  ...{ channel_id: "4", user: { id: "5" }, data: { component_type: 2, custom_id: "1/slow" } },
};

/** What a bot sends that has its answer only once it has announced that there will be one. */
async function answerSlowly(expected: ReturnType<Dispatch["expect"]>, answer: Answer, fail: number[] = []) {
  const announced = Promise.withResolvers<void>();
  const sent: { method: string; route: string; body: unknown }[] = [];
  const send: SendAnswer = async (method, route, body) => {
    sent.push({ method, route, body });
    announced.resolve();
    const status = fail[sent.length - 1] ?? 0;
    if (status !== 0) throw Object.assign(new Error("refused"), { status });
  };
  const dispatch: Dispatch = {
    answer: () => announced.promise.then(() => answer),
    complete: async () => [],
    expect: () => expected,
    nameOf: () => "slow",
  };
  const signal = new AbortController().signal;
  await handleInteraction(readInteraction(SENT)!, {
    dispatch,
    log: createLog("silent"),
    send,
    time: realTime,
    signal,
    deferAfter: 5,
    applicationId: () => "9",
  });
  return sent.map(({ body, method, route }) => [
    `${method} ${decodeURIComponent(route).replace(/.*\/t/, "")}`,
    textOf(body ?? {}),
  ]);
}

test("a slow answer is announced, then takes the announcement's place", async () => {
  expect(await answerSlowly("everyone", { reply: everyone("Here it is."), effect: "reply" })).toEqual([
    ["post /callback", ""],
    ["patch /messages/@original", "Here it is."],
  ]);
});

test("a slow answer for the asker alone is not shown to everyone, though it was announced to all", async () => {
  expect(await answerSlowly("everyone", { reply: notice("Only for you."), effect: "reply" })).toEqual([
    ["post /callback", ""],
    ["delete /messages/@original", ""],
    ["post ", "Only for you."],
  ]);
});

test("a slow change of a message that fails leaves the message, and tells the asker", async () => {
  expect(await answerSlowly("update", { reply: notice("That is no day."), effect: "reply" })).toEqual([
    ["post /callback", ""],
    ["post ", "That is no day."],
  ]);
});

test("a slow answer that Discord refuses leaves nobody waiting", async () => {
  const sent = await answerSlowly("everyone", { reply: everyone("Too much."), effect: "reply" }, [0, 400]);

  expect(sent.map(([what]) => what)).toEqual([
    "post /callback",
    "patch /messages/@original",
    "patch /messages/@original",
  ]);
  expect(sent[2]?.[1]).toContain("That failed");
});

test("a token that is over is not used any more", async () => {
  let now = 0;
  const sent: string[] = [];
  const send: SendAnswer = async (method) => void sent.push(method);
  const time = { ...realTime, now: () => now };
  const envelope = { id: "7", token: "t", type: 2, applicationId: "9" };
  const conversation: Conversation = createConversation(envelope, {
    send,
    time,
    signal: new AbortController().signal,
    applicationId: () => "9",
  });
  await conversation.defer("everyone");

  now = 15 * 60_000;

  await expect(conversation.edit(notice("Too late."))).rejects.toThrow("no answer came in time");
  expect(sent).toEqual(["post"]);
});

const MODAL = { custom_id: "1/x", title: "A form", components: [] };

test("where it is too late for a form, its reply takes the announcement's place", async () => {
  expect(await answerSlowly("asker", { effect: "open", modal: MODAL, reply: notice("Open it here.") })).toEqual([
    ["post /callback", ""],
    ["patch /messages/@original", "Open it here."],
  ]);
});

const SHARE = {
  effect: "share",
  shares: everyone("For all."),
  reply: notice("Shared."),
  failed: () => notice("Not shared."),
} as const;

test("what is shared is posted, and then the message that it stood on changes", async () => {
  expect(await answerSlowly("update", SHARE)).toEqual([
    ["post /callback", ""],
    ["post ", "For all."],
    ["patch /messages/@original", "Shared."],
  ]);
});

test("what could not be shared is told to the one who shared it, and not sent twice", async () => {
  expect(await answerSlowly("update", SHARE, [0, 403])).toEqual([
    ["post /callback", ""],
    ["post ", "For all."],
    ["patch /messages/@original", "Not shared."],
  ]);
});
