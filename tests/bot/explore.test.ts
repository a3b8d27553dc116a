import { ComponentType } from "discord-api-types/v10";
import { beforeAll, describe, expect, test } from "vitest";
import { openPictures } from "../../src/card/open-pictures.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { SHIPPED } from "../shipped.ts";
import { freePort } from "../store/databases.ts";
import { CARDS, clockAt, startBot, startTown, textOf } from "./bot.ts";

const NOON = "2026-09-27T12:00:00Z";

// A machine at its limits may take longer over a picture than an answer waits for it.
beforeAll(async () => {
  const facts = SHIPPED;
  const parts = {
    facts,
    look: createLook(facts),
    log: createLog("silent"),
    elapsed: () => 0,
    now: Temporal.Now.instant,
  };
  await using pictures = await openPictures({ cardsDirectory: CARDS, publicUrl: undefined }, parts);
  const { keyOf } = facts.graph;
  for (const [from, to, nth] of [
    ["Run-D.M.C.", "Aerosmith", 1],
    ["Run-D.M.C.", "Bob Dylan", 1],
    ["Run-D.M.C.", "Bob Dylan", 2],
  ] as const) {
    const name = `${keyOf(from)}.${keyOf(to)}.${nth}`;
    const page = await pictures.page(name, "");
    if (page.kind === "moved") await pictures.page(name, page.hash);
  }
}, 60_000);

async function setUp(env: Readonly<Record<string, string>> = {}) {
  const town = await startTown(clockAt(NOON));
  const bot = await startBot(town, env);
  const { discord, member } = town;
  return {
    discord,
    member,
    ask: async (command: string, options: Record<string, string> = {}) => discord.command(member, command, options),
    say: async (command: string, options: Record<string, string> = {}) =>
      textOf((await discord.command(member, command, options)).message),
    offered: async (command: string, options: Record<string, string>, focused: string) =>
      (await discord.complete(member, command, options, focused)).map(({ name }) => name),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
    },
  };
}

describe("/connect", () => {
  test("tells each step between two artists in any spelling, and opens it with its sources", async () => {
    await using it = await setUp();

    const shown = await it.ask("connect", { from: "run dmc", to: "ravi shankar" });

    expect(textOf(shown.message)).toMatch(/^## Run-D\.M\.C\. → .* → Ravi Shankar\n-# \d steps · way 1 of \d+\n- Run/);
    const steps = listIn(shown.message!.components, "Open a step and its sources");
    const opened = await it.discord.choose(it.member, shown.message!.id, steps.custom_id, ["0"]);
    expect(opened.message?.flags).toBe(64 | (1 << 15));
    expect(textOf(opened.message)).toMatch(/Run-D\.M\.C\./);
  });

  test("goes another way in the same message, and back to the first after the last", async () => {
    await using it = await setUp();
    const shown = await it.ask("connect", { from: "Run-D.M.C.", to: "Bob Dylan" });
    const first = textOf(shown.message);
    const [, ways] = /way 1 of (\d+)/.exec(first) ?? [];
    expect(Number(ways)).toBeGreaterThan(1);

    const told = [];
    for (let at = 0; at < Number(ways); at++) {
      told.push(textOf((await it.discord.press(it.member, shown.message!.id, "Another way")).message));
    }

    expect(told[0]).toMatch(/way 2 of/);
    expect(told.at(-1)).toBe(first);
    expect(new Set(told).size).toBe(told.length);
  });

  test("shows its picture to who asks, with all the steps in words", async () => {
    await using it = await setUp();
    const shown = await it.ask("connect", { from: "Run-D.M.C.", to: "Aerosmith" });

    const { message } = await it.discord.press(it.member, shown.message!.id, "Picture");

    expect(message?.flags).toBe(64 | (1 << 15));
    expect(message?.components).toMatchObject([
      {
        components: [
          {
            type: ComponentType.MediaGallery,
            items: [
              {
                description: expect.stringMatching(
                  /^1 step from Run-D\.M\.C\. to Aerosmith\. .*1986 → Aerosmith \(rock\)/,
                ),
                media: { content_type: "image/png", width: 1200, height: 630 },
              },
            ],
          },
        ],
      },
    ]);
  });

  test("has it at its top where the bot is reached from outside, another for each way", async () => {
    const port = String(await freePort());
    await using it = await setUp({ HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
    const urlOf = (message: unknown) => /"url":"([^"]*\/cards\/[^"]*)"/.exec(JSON.stringify(message))?.[1] ?? "";

    const shown = await it.ask("connect", { from: "Run-D.M.C.", to: "Bob Dylan" });
    const first = urlOf(shown.message);
    const other = await it.discord.press(it.member, shown.message!.id, "Another way");

    const urls = [first, urlOf(other.message)];
    expect(urls[0]).toMatch(/\/cards\/[\w-]{10}\.[\w-]{10}\.1\/[0-9a-f]{32}\.png$/);
    expect(urls[1]).toMatch(/\.2\/[0-9a-f]{32}\.png$/);
    for (const url of urls) expect((await fetch(url)).status).toBe(200);
    expect(JSON.stringify(shown.message)).not.toContain('"Picture"');
  });

  test.each([
    ["Aerosmith", "aerosmith", "Both are Aerosmith; name two different artists."],
    ["aerosmiht", "Run-D.M.C.", "I know no artist “aerosmiht”; did you mean Aerosmith?"],
    ["jazz", "Run-D.M.C.", "jazz is a genre, not an artist; /fact genre:jazz knows it."],
    ["Run-D.M.C.", "qwertyuiop", "I know no artist “qwertyuiop”; choose one from the list that appears as you type."],
  ])("from %s to %s is answered with one sentence", async (from, to, sentence) => {
    await using it = await setUp();

    expect(await it.say("connect", { from, to })).toBe(sentence);
  });

  test("to a title says whose it is", async () => {
    await using it = await setUp();

    expect(await it.say("connect", { from: "Aerosmith", to: "Walk This Way" })).toMatch(
      /“Walk This Way” is a title, not an artist; ask for .*Run-D\.M\.C\./,
    );
  });

  test("completes names as they are typed", async () => {
    await using it = await setUp();

    expect((await it.offered("connect", { from: "run" }, "from"))[0]).toBe("Run-D.M.C.");
    expect(await it.offered("connect", { from: "Aerosmith", to: "ravi" }, "to")).toContain("Ravi Shankar");
  });
});

describe("/artist", () => {
  test("shows whom they crossed with, and leads on from one to the next", async () => {
    await using it = await setUp();
    const shown = await it.ask("artist", { name: "aerosmith" });
    expect(textOf(shown.message)).toMatch(/^## Aerosmith\n-# \d+ facts, \d{4} to \d{4} · joined to \d+ others · /);
    expect(textOf(shown.message)).toMatch(/### Crossed with\n- \*\*Run-D\.M\.C\.\*\* \(\d+\): /);

    const onwards = listIn(shown.message!.components, "Go on to another artist");
    const chosen = [onwards.options[0]!.value];
    const next = await it.discord.choose(it.member, shown.message!.id, onwards.custom_id, chosen);

    expect(next.message?.id).toBe(shown.message?.id);
    expect(textOf(next.message)).toMatch(/^## Run-D\.M\.C\./);
  });

  test("pages through facts and names apart", async () => {
    await using it = await setUp();
    const shown = await it.ask("artist", { name: "aerosmith" });

    await it.discord.press(it.member, shown.message!.id, "Next ›");
    const both = await it.discord.press(it.member, shown.message!.id, "More artists");

    expect(textOf(both.message)).toMatch(/### Facts · page 2 of/);
    expect(JSON.stringify(both.message)).toMatch(/Go on to another artist · 2 of/);
  });
});

describe("/timeline", () => {
  test("is in order of time, and jumps to a decade", async () => {
    await using it = await setUp();
    const shown = await it.ask("timeline", { genre: "rap", from: "80s" });
    expect(textOf(shown.message)).toMatch(
      /^## Timeline of hip-hop, from 1980\n-# \d+ events, oldest first · page 1 of/,
    );

    const decades = listIn(shown.message!.components, "Jump to a decade");
    const nineties = decades.options.find(({ label }) => label === "1990s")!;
    const jumped = await it.discord.choose(it.member, shown.message!.id, decades.custom_id, [nineties.value]);

    const years = [...textOf(jumped.message).matchAll(/- \*\*(\d{4})\*\*/g)].map(([, year]) => Number(year));
    expect(years).toEqual(years.toSorted((a, b) => a - b));
    expect(years.some((it) => it >= 1990)).toBe(true);
    expect(years[0]).toBeLessThanOrEqual(1990);
  });

  test.each([
    [{ from: "1990", to: "1980" }, "1990 is after 1980; ask from 1980 to 1990."],
    [{ from: "soon" }, "“soon” is not a year I can read; write it as 1986 or the 80s."],
    [{ genre: "gamelann" }, /^I know no genre “gamelann”/],
    [
      { artist: "Aerosmith", from: "1999", to: "1999", genre: "opera" },
      /^I know no event of Aerosmith with opera in 1999;/,
    ],
  ])("%j is answered with one sentence", async (options, sentence) => {
    await using it = await setUp();

    expect(await it.say("timeline", options as Record<string, string>)).toMatch(sentence);
  });
});

describe("“Find crossover facts” on a message", () => {
  const NAME = "Find crossover facts";
  const ask = async (it: Awaited<ReturnType<typeof setUp>>, words: string) => {
    const { id } = it.discord.world.say(it.member.person, it.member.channel, words);
    return (await it.discord.messageCommand(it.member, NAME, id)).message;
  };

  test("tells the asker alone what joins those who are named, and what there is on them", async () => {
    await using it = await setUp();

    const shown = await ask(it, "I heard RUN DMC with aerosmith: walk this way!!!");

    expect(shown?.flags).toBe(64 | (1 << 15));
    expect(textOf(shown)).toMatch(/^## Named in this message\n-# Run-D\.M\.C\., Aerosmith, “Walk This Way”\n/);
    expect(textOf(shown)).toMatch(/### What joins them\n- Run-D\.M\.C\. → Aerosmith: \*\*1986\*\*/);
    expect(textOf(shown)).toMatch(/### Facts\n- \*\*1986\*\*/);
  });

  test("leads to the whole chain of two who are further apart", async () => {
    await using it = await setUp();
    const shown = await ask(it, "坂本九 or Ravi Shankar");

    const chain = await it.discord.press(it.member, shown!.id, "Kyu Sakamoto → Ravi Shankar");

    expect(textOf(chain.message)).toMatch(/^## Kyu Sakamoto → .* → Ravi Shankar/);
  });

  test.each(["Good morning, all of you", "🎸", "https://example.com/?q=1"])(
    "finds nothing in “%s”, and says so",
    async (words) => {
      await using it = await setUp();

      expect(textOf(await ask(it, words))).toBe(
        "I find no artist and no song that I know in this message; /search looks for any word.",
      );
    },
  );
});

interface Listed {
  readonly custom_id: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** The list in a message whose placeholder begins so. */
function listIn(components: unknown, placeholder: string): Listed {
  const search = (some: unknown): Listed | undefined => {
    for (const it of some as readonly Record<string, unknown>[]) {
      const begins = it.type === ComponentType.StringSelect && String(it.placeholder).startsWith(placeholder);
      const found = begins
        ? (it as unknown as Listed)
        : Array.isArray(it.components)
          ? search(it.components)
          : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const found = search(components);
  if (found === undefined) throw new Error(`no list “${placeholder}”`);
  return found;
}
