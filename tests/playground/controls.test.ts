import { expect, test } from "vitest";
import { startLocalDiscord } from "../../playground/discord/local-discord.ts";
import { type Machinery, workControl } from "../../playground/server/controls.ts";

test("trouble befalls the next message of the bot, and not what it asks besides", async () => {
  await using discord = await startLocalDiscord();
  const headers = { authorization: `Bot ${discord.token}`, "content-type": "application/json" };
  const statusOf = async (method: string, path: string) => {
    const answer = await fetch(`${discord.url}/v10${path}`, {
      method,
      headers,
      ...(method === "POST" && { body: "{}" }),
    });
    return answer.status;
  };

  const machinery = { discord, clock: { ahead: 0 }, bot: { starts: 1 } } as unknown as Machinery;
  const { notice } = await workControl({ kind: "trouble", trouble: "500" }, machinery);

  expect(notice?.text).toBe("The bot's next message is answered with 500.");
  expect(notice?.until).toEqual({ kind: "trouble", trouble: "status" });
  expect(await statusOf("GET", "/gateway")).toBe(200);
  expect(await statusOf("POST", "/channels/1/messages")).toBe(500);
  expect(await statusOf("POST", "/channels/1/messages")).not.toBe(500);
});

test("where commands come over HTTP there is no gateway to drop, and that is said", async () => {
  await using discord = await startLocalDiscord({ interactionsUrl: "http://127.0.0.1:1/" });

  const machinery = { discord, clock: { ahead: 0 }, bot: { starts: 1 } } as unknown as Machinery;

  const { notice } = await workControl({ kind: "trouble", trouble: "gateway drop" }, machinery);

  expect(notice?.text).toBe("Commands come to the bot over HTTP: there is no gateway.");
});
