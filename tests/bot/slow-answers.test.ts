import { describe, expect, test } from "vitest";
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

describe("an interaction that Discord brought itself", () => {
  const UNKNOWN = Object.assign(new Error("Unknown Webhook"), { status: 404, code: 10015 });

  /** A conversation in which time passes only as it is slept. `fail`: how requests end, one after the other. */
  function begin(respond: () => Promise<boolean>, fail: readonly (Error | undefined)[] = []) {
    let now = 0;
    const sent: string[] = [];
    const send: SendAnswer = async (method) => {
      sent.push(`${method} ${now}`);
      const error = fail[sent.length - 1];
      if (error !== undefined) throw error;
    };
    const time = {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
      // The limits, which nothing here reaches: those of all of it, and of the first answer.
      after: () => () => {},
    };
    const envelope = { id: "7", token: "t", type: 2, applicationId: "9" };
    const signal = new AbortController().signal;
    const conversation: Conversation = createConversation(envelope, {
      send,
      time,
      signal,
      respond,
      applicationId: () => "9",
    });
    return { conversation, sent };
  }

  test("has its first answer there, and no other", async () => {
    const given: object[] = [];
    const { conversation, sent } = begin(async (...body: object[]) => given.push(...body) > 0);

    await conversation.reply(notice("Here."));

    expect(given).toMatchObject([{ type: 4 }]);
    expect(sent).toEqual([]);
    expect(conversation.acknowledged).toBe(true);
  });

  test("that nobody waits for there any more has it by a request", async () => {
    const { conversation, sent } = begin(async () => false);

    await conversation.reply(notice("Here."));

    expect(sent).toEqual(["post 0"]);
  });

  test("is gone on with once Discord has read the first answer, however long that takes it", async () => {
    const { conversation, sent } = begin(async () => true, Array(10).fill(UNKNOWN));
    await conversation.defer("everyone");

    await conversation.edit(notice("Here."));

    expect(sent).toEqual([0, 50, 150, 350, 750, 1550, 3150, 5150, 7150, 9150, 11150].map((at) => `patch ${at}`));
  });

  test("that Discord never heard of is given up, and so is what it refuses", async () => {
    const never = begin(async () => true, Array(100).fill(UNKNOWN));
    await never.conversation.defer("everyone");
    const refused = begin(async () => true, [Object.assign(new Error("no"), { status: 400, code: 50035 })]);
    await refused.conversation.defer("everyone");

    await expect(never.conversation.edit(notice("Here."))).rejects.toThrow("Unknown Webhook");
    await expect(refused.conversation.edit(notice("Here."))).rejects.toThrow("no");

    expect(never.sent.length).toBeLessThan(20);
    expect(refused.sent).toHaveLength(1);
  });

  test("over the gateway an unknown one is unknown at once", async () => {
    const { conversation, sent } = begin(async () => false, [undefined, UNKNOWN]);
    await conversation.defer("everyone");

    await expect(conversation.edit(notice("Here."))).rejects.toThrow("Unknown Webhook");

    expect(sent).toHaveLength(2);
  });
});
