import { expect, test } from "vitest";
import { createInspector } from "../../src/bot/inspector.ts";

/** An inspector of servers with nothing in them, and how many requests it made. */
function setUp(trouble?: Error) {
  let requests = 0;
  const get = async (route: string): Promise<unknown> => {
    requests += 1;
    if (trouble !== undefined) throw trouble;
    if (route.endsWith("/roles")) return [];
    return route.includes("/members/") ? { roles: [] } : { id: "20", type: 0 };
  };
  const rest = { get, post: get, put: get, patch: get };
  return { inspector: createInspector(rest, () => "1"), requests: () => requests };
}

test("forty who check the same channels at once cost the requests of one; later ones ask anew", async () => {
  const { inspector, requests } = setUp();

  const [first, ...others] = await Promise.all(Array.from({ length: 40 }, () => inspector.inspect("10", ["20", "21"])));
  const atOnce = requests();
  await inspector.inspect("10", ["20", "21"]);

  expect(others.every((it) => it.size === first?.size)).toBe(true);
  expect([atOnce, requests()]).toEqual([4, 8]);
});

test.each([
  ["another server", "11", ["20"]],
  ["other channels", "10", ["20", "21"]],
])("%s is asked about by itself", async (_, guildId, channelIds) => {
  const { inspector, requests } = setUp();

  await Promise.all([inspector.inspect("10", ["20"]), inspector.inspect(guildId, channelIds)]);

  expect(requests()).toBe(3 + 2 + channelIds.length);
});

test("a check that failed is not remembered", async () => {
  const { inspector, requests } = setUp(new Error("no"));

  const found = await inspector.inspect("10", ["20"]);
  await inspector.inspect("10", ["20"]);

  expect(found.get("20")).toBe("Discord does not answer; try again in a few minutes.");
  expect(requests()).toBe(4);
});
