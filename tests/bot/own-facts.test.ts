import { ComponentType, InteractionType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

const FORM = {
  date: "28 September 2019",
  headline: "The Housemates rap over a harp at our hall",
  text: "Nobody had asked for it, and all stayed.",
  who: "The Housemates; run dmc\nhip hop; folk",
  sources: "Our blog https://example.org/gig",
};

const idOf = ({ message }: Answer) => message?.id ?? "";
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function setUp(instant?: string) {
  const town = await startDaily(instant);
  const { discord, moderator } = town;
  const elsewhere = discord.world.addChannel(discord.world.addServer({ owner: moderator.person }), { name: "other" });
  return {
    ...town,
    /** The moderator, in another server. */
    other: { ...moderator, channel: elsewhere },
    add: async (changes: Partial<typeof FORM> = {}) =>
      discord.submit(moderator, await discord.command(moderator, "facts add"), { ...FORM, ...changes }),
    bring: async (name: string, text: string) =>
      textOf(
        (
          await discord.submit(moderator, await discord.command(moderator, "facts import"), {
            file: [{ name, bytes: bytesOf(text) }],
          })
        ).message,
      ),
    ask: async (name: string, options = {}, by = moderator) =>
      textOf((await discord.command(by, name, options)).message),
  };
}

test("a fact that a moderator adds is found in that server, marked, and in no other", async () => {
  await using it = await setUp();
  const added = await it.add();

  expect(added.ephemeral).toBe(true);
  expect(textOf(added.message)).toContain(
    "Added: “The Housemates rap over a harp at our hall”. Only this server sees it.",
  );
  expect(await it.ask("search", { query: "housemates harp" })).toContain("this server's own");
  expect(await it.ask("artist", { name: "The Housemates" })).toContain("The Housemates rap over a harp");
  expect(await it.ask("connect", { from: "The Housemates", to: "Aerosmith" })).toContain("Run-D.M.C.");
  expect(await it.ask("today", { date: "28 September" })).toContain("The Housemates rap over a harp");
  expect(await it.discord.complete(it.member, "artist", { name: "housem" }, "name")).toMatchObject([
    { value: "The Housemates" },
  ]);
  expect(await it.ask("search", { query: "housemates harp" }, it.other)).not.toContain("The Housemates");
  expect(await it.discord.complete(it.other, "artist", { name: "housem" }, "name")).toEqual([]);
});

test("it leads the day's post there, and a change of it reaches the post; elsewhere the day has another", async () => {
  await using it = await setUp("2026-09-27T09:00:00Z");
  const { channel, discord, moderator, other } = it;
  await it.order({ genre: "folk" });
  await discord.command(other, "daily add", { channel: other.channel.id, time: "09:00", timezone: "Europe/London" });
  await it.add({ headline: "The Housemates play our hall" });
  expect(await it.ask("daily preview", { channel: channel.id })).toContain("The Housemates play our hall");

  await it.beatAt("2026-09-28T08:00:30Z");
  const posts = () =>
    discord.world.messages(channel).filter((post) => textOf(post).includes("# This day in crossover"));
  expect(posts()).toHaveLength(1);
  expect(textOf(posts()[0])).toContain("-# 28 September 2019 · this server's own\n## The Housemates play our hall");
  expect(textOf(discord.world.messages(other.channel))).not.toContain("Housemates");

  const form = await discord.command(moderator, "facts edit", { fact: "The Housemates play our hall" });
  await discord.submit(moderator, form, { headline: "The Housemates rap at our hall" });
  await it.beatAt("2026-09-28T08:02:30Z");
  expect(posts()).toHaveLength(1);
  expect(textOf(posts()[0])).toContain("## The Housemates rap at our hall");
  expect(textOf(posts()[0])).toContain("-# Corrected on ");
});

test("a post that Discord took late says what the fact says by then, though it was changed in between", async () => {
  await using it = await setUp("2026-09-27T09:00:00Z");
  const { channel, discord, moderator } = it;
  await it.order();
  await it.add();
  discord.trouble({ kind: "late", after: { seconds: 150 } }, { method: "POST", path: "/channels/:id/messages" });
  await it.beatAt("2026-09-28T08:00:30Z");
  const form = await discord.command(moderator, "facts edit", { fact: FORM.headline });
  await discord.submit(moderator, form, { headline: "The Housemates, mended" });
  for (let minute = 1; minute <= 30; minute++) await it.beatAt(`2026-09-28T08:${String(minute).padStart(2, "0")}:30Z`);

  const posts = discord.world.messages(channel).filter((post) => textOf(post).includes("in crossover history"));
  expect(posts.map((post) => /^## (.+)$/m.exec(textOf(post))?.[1])).toEqual(["The Housemates, mended"]);
});

test("elsewhere its buttons say whose it is; what the bot is, is the same everywhere; what is wrong with it is for moderators", async () => {
  await using it = await setUp();
  const { discord, member, moderator, other } = it;
  const before = await it.ask("about");
  await it.add();
  const found = await discord.command(moderator, "search", { query: FORM.headline });
  const [, id = ""] = /(own-[a-z2-9]{10})/.exec(JSON.stringify(found.message)) ?? [];
  const press = async (action: string, by = moderator) =>
    textOf(
      (
        await discord.interact(by, InteractionType.MessageComponent, {
          custom_id: `1/fact/${action}/${id}`,
          component_type: ComponentType.Button,
        })
      ).message,
    );

  expect(await press("show")).toContain(FORM.headline);
  expect(await press("show", other)).toBe("This is a server's own fact, which it removed or only it can see.");
  expect(await press("report", member)).toContain("tell its moderators what is wrong with it");
  expect(await it.ask("about")).toBe(before);
});

test("what does not fit is said all at once, and the form opens again with what was written", async () => {
  await using it = await setUp();
  const { discord, moderator } = it;
  const refused = await it.add({ date: "soon", who: "The Housemates\nhip hop; jaz" });

  expect(textOf(refused.message)).toBe(
    [
      "**Nothing was taken yet:**",
      "- “soon” is no date I can read; write it as 1986-09-27, 1986-09 or 1986.",
      "- I know no genre “jaz”; did you mean jazz?",
    ].join("\n"),
  );
  const again = await discord.press(moderator, idOf(refused), "Edit it");
  expect(JSON.stringify(again.modal)).toContain("The Housemates rap over a harp at our hall");
  const added = await discord.submit(moderator, again, { date: "2019-09-28", who: "The Housemates\nhip hop; jazz" });
  expect(textOf(added.message)).toContain("Added: ");
});

test("own facts are listed and read, and removed once that was asked", async () => {
  await using it = await setUp();
  const { discord, moderator } = it;
  expect(await it.ask("facts list")).toContain("no facts of its own yet");
  const parts = Array.from({ length: 12 }, (_, at) => fileFact(10 + at, `The Housemates, part ${at + 1}`));
  await it.bring("facts.yaml", parts.join(""));

  const list = await discord.command(moderator, "facts list");
  expect(textOf(list.message)).toContain("-# 12 facts, page 1 of 2");
  const next = await discord.press(moderator, idOf(list), "Next ›");
  expect(textOf(next.message)).toContain("The Housemates, part 12");
  const asked = await discord.command(moderator, "facts remove", { fact: "The Housemates, part 3" });
  const gone = await discord.press(moderator, idOf(asked), "Remove");
  expect(textOf(gone.message)).toBe("The fact is removed.");
  expect(await it.ask("search", { query: "The Housemates, part 3" })).not.toContain("part 3**");
  const twice = await discord.command(moderator, "facts remove", { fact: "The Housemates, part 3" });
  expect(textOf(twice.message)).toContain("has no such fact");
});

test("a file is taken in whole or not at all, twice is once, and what is given out can be taken in again", async () => {
  await using it = await setUp();
  const { discord, moderator } = it;
  const fact = (day: number) => fileFact(day, `The Housemates, day ${day}`);

  expect(await it.bring("facts.yaml", `${fact(10)}${fact(11)}${fact(99)}`)).toBe(
    "**Nothing was taken yet:**\n- line 13: “2019-09-99” is no date I can read; write it as 1986-09-27, 1986-09 or 1986.",
  );
  expect(await it.ask("facts list")).toContain("no facts of its own yet");
  expect(await it.bring("facts.yaml", `${fact(10)}${fact(11)}`)).toBe("2 facts added; only this server sees them.");
  expect(await it.bring("facts.yaml", `${fact(11)}${fact(12)}`)).toBe(
    "1 fact added; only this server sees it. 1 fact was there already.",
  );
  for (const format of ["yaml", "csv"]) {
    const out = await discord.command(moderator, "facts export", { format });
    const [file] = out.message!.attachments;
    const text = await (await fetch(file!.url)).text();
    expect(await it.bring(`facts.${format}`, text)).toBe("Nothing was added. 3 facts were there already.");
  }
});

test("a file that is too large is not even fetched", async () => {
  await using it = await setUp();

  expect(await it.bring("facts.yaml", "x".repeat(300_000))).toBe("The file is larger than 256 kB; import it in parts.");
});

test("moderators alone add facts", async () => {
  await using it = await setUp();
  const { discord, member } = it;
  const refused = await discord.command({ ...member, force: true }, "facts add");

  expect(textOf(refused.message)).toContain("/facts is for members with the Manage Server permission");
});

test("a member suggests, a moderator accepts, and the member is told", async () => {
  await using it = await setUp();
  const { discord, member, moderator, server } = it;
  const { world } = discord;
  const desk = world.addChannel(server, { name: "desk" });
  expect(textOf((await discord.command(member, "suggest")).message)).toContain("takes no suggestions");
  await discord.command(moderator, "facts suggestions", { channel: desk.id });

  const thanks = await discord.submit(member, await discord.command(member, "suggest"), FORM);
  expect(textOf(thanks.message)).toBe("Thanks. The moderators read it, and I tell you what they decide.");
  const [asked] = world.messages(desk);
  expect(textOf(asked)).toMatch(/^### <@\d+> suggests a fact\n-# 28 September 2019\n## The Housemates rap over a harp/);
  expect(textOf((await discord.press({ ...member, channel: desk }, asked!.id, "Accept")).message)).toContain(
    "is for members with the Manage Server permission",
  );

  const at = { ...moderator, channel: desk };
  const both = await Promise.all([discord.press(at, asked!.id, "Accept"), discord.press(at, asked!.id, "Accept")]);
  expect(both.map((it) => it.kind).toSorted()).toEqual(["message", "update"]);
  expect(textOf(world.messages(desk)[0])).toContain(`**✔ Accepted** by <@${moderator.person.id}>`);
  expect(await it.ask("facts list")).toContain("-# 1 fact");
  await expect.poll(() => textOf(world.messages(world.directMessage(member.person)))).toContain("was accepted");
});

test("a suggestion is accepted as a moderator changed it, or declined for a reason; whoever takes no messages is not told", async () => {
  await using it = await setUp();
  const { discord, moderator, server } = it;
  const { world } = discord;
  const desk = world.addChannel(server, { name: "desk" });
  const shy = world.addPerson("Shy", { directMessages: "closed" });
  world.join(server, shy);
  const by = { person: shy, channel: it.channel };
  const at = { ...moderator, channel: desk };
  await discord.command(moderator, "facts suggestions", { channel: desk.id });
  for (const headline of ["First", "Second"])
    await discord.submit(by, await discord.command(by, "suggest"), { ...FORM, headline });
  const [first, second] = world.messages(desk);

  await discord.submit(at, await discord.press(at, first!.id, "Edit"), { headline: "First, mended" });
  await discord.submit(at, await discord.press(at, second!.id, "Decline"), { reason: "We know *it*." });

  expect(await it.ask("facts list")).toContain("First, mended");
  expect(textOf(world.messages(desk)[0])).toContain("## First, mended");
  expect(textOf(world.messages(desk)[1])).toContain("✘ Declined** by");
  expect(textOf(world.messages(desk)[1])).toContain(": We know \\*it\\*.");
  const late = await discord.interact(
    at,
    3,
    { custom_id: first!.components !== undefined ? idIn(JSON.stringify(second), "accept") : "", component_type: 2 },
    second!.id,
  );
  expect(textOf(late.message)).toContain("has decided that suggestion already");
});

test("five that wait are enough", async () => {
  await using it = await setUp();
  const { discord, member, moderator, server } = it;
  const desk = discord.world.addChannel(server, { name: "desk" });
  await discord.command(moderator, "facts suggestions", { channel: desk.id });
  for (let at = 0; at < 5; at++)
    await discord.submit(member, await discord.command(member, "suggest"), { ...FORM, headline: `Number ${at}` });

  expect(textOf((await discord.command(member, "suggest")).message)).toContain("5 suggestions of yours wait");
  expect(discord.world.messages(desk)).toHaveLength(5);
});

/** As it stands in a file. */
function fileFact(day: number, headline: string): string {
  return `- date: 2019-09-${day}
  headline: ${headline}
  text: A gig.
  artists: [The Housemates]
  genres: [hip-hop, folk]
  sources: [https://example.org/${day}]
`;
}

function idIn(message: string, action: string): string {
  return new RegExp(`1/suggest/${action}/[\\w-]+`).exec(message)?.[0] ?? "";
}
