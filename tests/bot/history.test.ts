import { expect, test } from "vitest";
import { startDaily } from "./daily.ts";

test("a history is fourteen days of each channel, by its own zone", async () => {
  await using it = await startDaily("2026-09-01T00:00:00Z");
  const west = it.discord.world.addChannel(it.server, { name: "west" });
  await it.order({ timezone: "Pacific/Kiritimati", time: "00:30" });
  await it.order({ channel: west.id, timezone: "Pacific/Pago_Pago", time: "00:30" });
  for (let day = 1; day <= 18; day++) {
    for (const time of ["10:30", "11:30"]) await it.beatAt(`2026-09-${String(day).padStart(2, "0")}T${time}:00Z`);
  }
  await it.beatAt("2026-09-19T10:30:00Z");

  const days = async (channel: string) => {
    const { message } = await it.discord.command(it.moderator, "daily history", { channel });
    const next = await it.discord.press(it.moderator, message?.id ?? "", "Next ›");
    return [message, next.message].flatMap((page) => JSON.stringify(page).match(/\*\*\d+ September\*\*/g) ?? []);
  };
  const [east, far] = [await days(it.channel.id), await days(west.id)];

  expect([east.at(0), east.at(-1)]).toEqual(["**20 September**", "**7 September**"]);
  expect([far.at(-1), far.includes("**4 September**")]).toEqual(["**5 September**", false]);
});

test("where nothing was due the history says where, and what is next", async () => {
  await using it = await startDaily();

  const empty = await it.daily("history");
  await it.order();
  const early = await it.daily("history", { channel: it.channel.id });

  expect(empty).toBe(
    "Nothing was posted or due in this server in the last 14 days; /daily add schedules a daily post.",
  );
  expect(early).toBe(
    `Nothing was posted or due in <#${it.channel.id}> in the last 14 days; /daily list shows what is to come.`,
  );
});
