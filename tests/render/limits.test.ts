import {
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ChannelType,
  ComponentType,
} from "discord-api-types/v10";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIndex, type Fact, type Link } from "../../facts/index.ts";
import { openGame } from "../../src/quiz/game.ts";
import type { Question } from "../../src/quiz/question.ts";
import { renderAbout } from "../../src/render/about.ts";
import { renderArtist } from "../../src/render/artist.ts";
import { neverRows, neverSelect, renderBlocked, renderNever } from "../../src/render/blocked.ts";
import { renderCheck } from "../../src/render/check.ts";
import { renderApart, renderConnection } from "../../src/render/connect.ts";
import { customId } from "../../src/render/custom-id.ts";
import { renderDay } from "../../src/render/day.ts";
import { renderFact, renderSources } from "../../src/render/fact.ts";
import { renderGame } from "../../src/render/game.ts";
import { renderLeaderboard } from "../../src/render/leaderboard.ts";
import { createLook } from "../../src/render/look.ts";
import { MOST_JOININGS, renderNamed } from "../../src/render/named.ts";
import { renderOrders } from "../../src/render/orders.ts";
import { renderForecast, renderPost, renderPreview } from "../../src/render/post.ts";
import { renderAnswered, renderResult, renderToday } from "../../src/render/quiz.ts";
import { LIMITS, notice, option, PLAIN, type Reply, reply, select } from "../../src/render/reply.ts";
import { renderReport } from "../../src/render/report.ts";
import { renderHistory } from "../../src/render/results.ts";
import { renderKept, renderSaved } from "../../src/render/saved.ts";
import {
  renderChanged,
  renderDone,
  renderRemoved,
  renderRemoveQuestion,
  renderScheduled,
} from "../../src/render/scheduled.ts";
import { MAX_QUERY, renderNothing, renderSearch } from "../../src/render/search.ts";
import { shareOf } from "../../src/render/share.ts";
import { plain } from "../../src/render/text.ts";
import { renderLink } from "../../src/render/tie.ts";
import { renderTimeline } from "../../src/render/timeline.ts";
import { type Choice, choosePost } from "../../src/schedule/choice.ts";
import type { DeliveryResult } from "../../src/schedule/delivery.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import type { InspectedPlace } from "../../src/schedule/place.ts";
import { fact } from "../facts/sample.ts";
import { memory, order } from "../schedule/sample.ts";
import { SHIPPED } from "../shipped.ts";

const NOW = Temporal.Instant.from("2026-11-23T06:33:00Z");
const DAY = Temporal.PlainDate.from("2026-11-23");

/** Text that breaks messages, if anything does: markdown, mentions, direction marks, zero width, any letters. */
const hostile = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength, unit: "binary" }),
    fc.string({
      maxLength,
      unit: fc.constantFrom("*", "_", "`", "|", "~", "<", ">", "[", "\\", "#", "-", "1", ".", " ", "\n"),
    }),
    fc.constantFrom(
      "<@&123>",
      "@everyone",
      "[x](https://example.com)",
      "\u202etxet",
      "\u200b\u200b",
      "> quote",
      "# head",
      "1. one",
    ),
    fc.constant("W".repeat(maxLength)),
    fc.constant("*".repeat(maxLength)),
  );

const hostileFact: fc.Arbitrary<Fact> = fc
  .record({
    headline: hostile(100),
    text: hostile(400),
    note: hostile(400),
    section: hostile(100),
    article: fc.record({ title: hostile(150), author: hostile(80), song: hostile(120) }),
    artists: fc.array(hostile(50), { minLength: 1, maxLength: 12 }),
    genres: fc.array(hostile(30), { minLength: 2, maxLength: 8 }),
    title: hostile(120),
    sources: fc.integer({ min: 1, max: 6 }),
    listen: fc.array(fc.record({ artist: hostile(80), title: hostile(120) }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ note, section, sources, title, ...rest }) =>
    fact({
      ...rest,
      id: "x".repeat(64),
      date: { year: 1986, month: 11, day: 23 },
      sources: Array.from({ length: sources }, () => ({
        title: `A page ${title}`,
        url: `https://example.com/${"a".repeat(480)}`,
      })),
      verdict: "disputed",
      note,
      section,
    }),
  );

const LOOK = createLook(createIndex([], []));

const KEY = "x".repeat(10);
const endsOf = (name: string) => ({ from: name, to: name, keys: ["a".repeat(10), "b".repeat(10)] as const });
const linkOf = ({ artists, headline, sources }: Fact, to: string): Link => ({
  from: artists[0]!,
  to,
  kind: "member",
  what: headline,
  year: 1986,
  sources,
});

const MAX_ID = "18446744073709551615";
const SHARE = customId("fact", "share-sources", "x".repeat(64));
const hostileOrder: fc.Arbitrary<DailyOrder> = fc.record({ genre: hostile(30), paused: hostile(400) }).map((given) =>
  order({
    channelId: MAX_ID,
    guildId: MAX_ID,
    timeZone: "America/Argentina/ComodRivadavia",
    roleId: MAX_ID,
    publish: true,
    thread: true,
    ...given,
  }),
);
const SKIPS = Array.from({ length: 20 }, (_, days) => DAY.add({ days: days + 330 }));
/** Nothing is as it should be in it. */
const WORST_PLACE: InspectedPlace = {
  id: MAX_ID,
  type: ChannelType.PrivateThread,
  permissions: 0n,
  parentId: MAX_ID,
  timedOutUntil: NOW.add({ hours: 1 }),
  locked: true,
  tagRequired: true,
  roles: new Map([[MAX_ID, false]]),
};
const outlook = (facts: Fact[]) => ({ now: NOW, facts: createIndex(facts, []), memory: memory() });
const choose = (given: DailyOrder, facts: Fact[]) =>
  choosePost(given, DAY, createIndex(facts, []), memory(), [given]) as Choice;
const silent = (reason: string) => ({ day: DAY, reason });

describe("every message keeps Discord's limits, whatever its facts and people say", () => {
  const keeps = (name: string, render: (facts: Fact[], query: string, order: DailyOrder) => Reply) =>
    test(name, () => {
      const facts = fc.array(hostileFact, { minLength: 1, maxLength: 9 });
      const query = hostile(MAX_QUERY).map((it) => it.slice(0, MAX_QUERY));
      fc.assert(
        fc.property(facts, query, hostileOrder, (someFacts, someQuery, order) => {
          const distinct = someFacts.map((it, at) => ({ ...it, id: `${at}${it.id.slice(1)}` }));
          expectWithinLimits(render(distinct, someQuery, order));
        }),
        { numRuns: 60 },
      );
    });

  keeps("a fact", ([one]) => renderFact(one!, LOOK, { id: "x".repeat(100), nth: 999, of: 1000 }, "on request"));
  keeps("a fact with a picture", ([one]) => renderFact(one!, LOOK, undefined, { alt: "x".repeat(1024), url: "y" }));
  keeps("a claim", ([one]) => renderFact({ ...one!, kind: "claim", verdict: "wrong" }, LOOK));
  keeps("the sources of a fact", ([one]) => renderSources(one!, LOOK));
  keeps("a fact that was shared", ([one]) => shared((share) => renderFact(one!, LOOK, undefined, "on request", share)));
  keeps("sources that were shared", ([one]) => shared((share) => renderSources(one!, LOOK, share)));
  keeps("a search that was shared", (facts, query) =>
    shared((share) =>
      renderSearch(query, facts, LOOK, 1, [{ typed: query, shown: [facts[0]!.headline, query] }], share),
    ),
  );
  keeps(
    "what could not be shared",
    ([one]) => shareOf((share) => renderFact(one!, LOOK, undefined, "on request", share), SHARE, MAX_ID).failed,
  );
  keeps("a search", (facts, query) =>
    renderSearch(query, facts, LOOK, 1, [{ typed: query, shown: [facts[0]!.headline, query, query] }]),
  );
  keeps("a search that finds nothing", (facts, query) => {
    const [one, ...others] = facts.flatMap(({ artists }) => artists);
    const remainder = { query: one!, about: `on ${one} with ${query}`, count: 1133 };
    return renderNothing(query, { near: [...others, query].slice(0, 3), remainders: [remainder] });
  });
  keeps("a day", (facts) => {
    const [lead, ...others] = Array.from({ length: 14 }, (_, at) => ({ ...facts[at % facts.length]!, id: `${at}` }));
    const view = { asked: DAY.toPlainMonthDay(), shown: DAY.toPlainMonthDay(), lead: lead!, others };
    return shared((share) => renderDay(view, LOOK, 1, "on request", share));
  });
  keeps("a chain", (facts, query) => {
    const ties = facts.map((it) => (it.genres.length % 2 === 0 ? linkOf(it, query) : it));
    const hops = Array.from({ length: 30 }, (_, at) => {
      const [from, to] = [facts[at % facts.length]!.artists[0]!, facts[(at + 1) % facts.length]!.artists[0]!];
      return { from, to, ties: [ties[at % ties.length]!, ...ties] };
    });
    return renderConnection(endsOf(query), { hops, nth: 50, ways: Number.MAX_SAFE_INTEGER }, LOOK, "on request");
  });
  keeps("what a message names", (facts, query) => {
    const artists = facts.flatMap((it) => it.artists);
    const hops = facts.map((it) => ({ from: it.artists[0]!, to: query, ties: [it] }));
    const joinings = Array.from({ length: MOST_JOININGS }, (_, at) => ({
      ends: { from: query, to: query, keys: [`${at}`.padEnd(10, "a"), KEY] as const },
      connection: { hops: at % 2 === 0 ? hops : hops.slice(0, 1), nth: 1, ways: 3 },
    }));
    return renderNamed({ named: { artists, titles: [{ title: query, facts }] }, joinings, facts }, LOOK);
  });
  keeps("two whom nothing joins", (facts, query) => {
    const genres = facts.flatMap((it) => it.genres);
    return renderApart(endsOf(query), { name: query, steps: 12, genres, key: KEY }, { from: 1234, to: 0 });
  });
  keeps("a link", ([one], query) => renderLink(linkOf(one!, query)));
  keeps("an artist", (facts, query) =>
    renderArtist(
      {
        name: query,
        keyOf: (name) => `${name.length}`.padEnd(10, "x"),
        neighbours: facts.map((it) => ({ name: it.artists[0]!, ties: [linkOf(it, query), it] })),
        facts: Array.from({ length: 30 }, (_, at) => ({ ...facts[at % facts.length]!, id: `${at}` })),
        listen: facts[0]!.listen,
      },
      { facts: 2, names: 1 },
      LOOK,
    ),
  );
  keeps("a timeline", (facts, query) => {
    const events = Array.from({ length: 300 }, (_, at) => {
      const date = { year: 1700 + at, month: 1, day: 1 };
      return { ...facts[at % facts.length]!, id: `${at}`, date };
    });
    const wish = { artist: query, key: KEY, genre: "x".repeat(30), from: 1700, to: 1999 };
    return renderTimeline(wish, events, 7, LOOK);
  });
  keeps("a post", (facts, _, order) =>
    renderPost(
      choose(order, facts),
      { deliveryId: "3w5e11264sgsf-20261123", roleId: order.roleId, lateFor: NOW },
      LOOK,
    ),
  );
  keeps("a preview", (facts, _, order) => {
    const before = Array.from({ length: 13 }, () => ({ choice: silent(order.genre ?? ""), order, day: DAY, at: NOW }));
    return renderPreview(
      { choice: choose(order, facts), order, day: DAY, at: NOW },
      before,
      outlook(facts).facts,
      LOOK,
      neverRows(MAX_ID, choose(order, facts)),
    );
  });
  keeps("a list of orders", (facts, reason, order) =>
    renderOrders(
      Array.from({ length: 10 }, (_, at) => ({ ...order, channelId: `1844674407370955161${at}`, skips: SKIPS })),
      new Map(Array.from({ length: 10 }, (_, at) => [`1844674407370955161${at}`, failed(reason.repeat(5))])),
      outlook(facts),
    ),
  );
  keeps("what was just scheduled", (facts, reason, order) =>
    renderScheduled(
      { ...order, skips: SKIPS },
      [{ choice: choose(order, facts), order, day: DAY, at: NOW }],
      outlook(facts),
      plain(reason, 300),
      plain(reason, 300),
    ),
  );
  keeps("what was changed", (facts, reason, order) => {
    const after = { ...order, genre: "x".repeat(100), paused: reason.repeat(5), publish: true, thread: true };
    return renderChanged("Daily post changed", { ...order, skips: SKIPS }, after, outlook(facts), plain(reason, 300));
  });
  keeps("what was left out", (facts, _, order) =>
    renderDone("<#18446744073709551615> gets none.", order, { ...order, skips: SKIPS }, outlook(facts)),
  );
  keeps("what is blocked", (facts, headline) =>
    renderBlocked(
      [...facts.map(({ id }) => id), ...Array.from({ length: 30 }, (_, at) => `${at}`.padEnd(64, "x"))],
      outlook(facts).facts,
      1,
      Array.from({ length: 9 }, () => headline),
    ),
  );
  keeps("the question of the day, its answer and a result", (facts, said) => {
    const [{ sources }] = facts as [Fact];
    const options = [said, "**b**", "", "@everyone"].map((it) => it.slice(0, 80));
    const question: Question = { kind: "first", prompt: said, options, right: 1, factId: "a", sources, told: said };
    const standing = { day: DAY, timeZone: "UTC", option: 0, right: false, answered: 9999, rightInRow: 9999 };
    const [asked, answered] = [
      renderToday(question, DAY, 9999, plain(said, 100)),
      renderAnswered(question, standing, NOW, undefined),
    ];
    return said.length % 3 === 0 ? asked : said.length % 3 === 1 ? answered : renderResult(standing, "1");
  });
  keeps("a game, at each of its steps", (facts, said) => {
    const [{ sources }] = facts as [Fact];
    const options = [said, "**b**", "", "@everyone"].map((it) => it.slice(0, 80));
    const question: Question = { kind: "first", prompt: said, options, right: 1, factId: "a", sources, told: said };
    const game = openGame(
      "12345678",
      Array.from({ length: 10 }, () => question),
      NOW,
    );
    const winners = Array.from({ length: 10 }, (_, at) => (at % 4 === 3 ? null : `${at}`.padStart(19, "1")));
    const phase = (["asking", "told", "over"] as const)[said.length % 3] ?? "over";
    return renderGame({ ...game, at: 9, phase, winners });
  });
  keeps("a leaderboard", (_, said) =>
    renderLeaderboard({
      span: said.length % 2 === 0 ? "week" : "all",
      week: DAY,
      scores: Array.from({ length: 10 }, (_, at) => ({ userId: "1".repeat(19), points: 9_999_999, rank: at + 1 })),
      page: { number: 2, of: 1000 },
    }),
  );
  keeps("what was just saved", (facts) => renderKept(facts[0]!, true));
  keeps("what is saved, some of it not known here", (facts, said) =>
    renderSaved(
      [...facts.map(({ id }) => id), ...Array.from({ length: 30 }, (_, at) => `${at}`.padEnd(64, "x"))],
      outlook(facts).facts,
      1,
      plain(said, 100),
    ),
  );
  keeps("what is never posted, and what comes instead", (facts, reason, order) => {
    const instead = reason.length % 2 === 0 ? choose(order, facts) : silent(reason);
    return renderNever(facts[0]!, false, { choice: instead, order, day: DAY, at: NOW });
  });
  keeps("the question before a removal", (facts, _, order) => renderRemoveQuestion(order, outlook(facts)));
  keeps("what was removed", () => renderRemoved(MAX_ID, NOW));
  keeps("a history", (facts, reason) =>
    renderHistory(
      Array.from({ length: 14 }, () => failed(reason.repeat(5))),
      outlook(facts).facts,
      MAX_ID,
      undefined,
      1,
    ),
  );
  keeps("a history of posts", (facts, reason) =>
    renderHistory(
      Array.from({ length: 14 }, () => posted(facts[0]!.id, reason.repeat(5))),
      outlook(facts).facts,
      MAX_ID,
      undefined,
      1,
    ),
  );
  keeps("a forecast", (facts, _, order) => {
    const days = Array.from({ length: 14 }, () => ({ choice: choose(order, facts), order, day: DAY, at: NOW }));
    return renderForecast(order, days, outlook(facts), neverSelect(MAX_ID, days));
  });
  keeps("a forecast of days without a post", (facts, reason, order) =>
    renderForecast(
      order,
      Array.from({ length: 14 }, () => ({ choice: silent(reason), order, day: DAY, at: NOW })),
      outlook(facts),
    ),
  );
  keeps("a check", (_, reason, order) =>
    renderCheck(
      Array.from({ length: 10 }, () => order),
      new Map([[MAX_ID, reason.repeat(5)]]),
      NOW,
    ),
  );
  keeps("a check that finds all that there is", (_, __, order) =>
    renderCheck(
      Array.from({ length: 10 }, () => order),
      new Map([[MAX_ID, WORST_PLACE]]),
      NOW,
    ),
  );
  keeps("a list to choose from", (facts, query) =>
    reply("asker", PLAIN, [
      select(
        customId("fact", "open", "x".repeat(80)),
        query.repeat(3) || "Choose",
        Array.from({ length: 30 }, (_, at) =>
          option({
            label: facts[at % facts.length]!.headline.repeat(2),
            value: String(at),
            description: facts[at % facts.length]!.artists.join(", "),
          }),
        ),
        3,
      ),
    ]),
  );
  keeps("a report", ([fact], query) => {
    const [words, source] = [query.repeat(600).slice(0, 600), query.repeat(300).slice(0, 300)];
    return renderReport({ userId: MAX_ID, factId: fact?.id ?? query, words, source, at: NOW }, fact);
  });
  keeps("the about page", (facts) => renderAbout(createIndex(facts, [])));
  keeps("a notice", (_, query) => notice(plain(`“${query.repeat(50)}” is wrong`, 1000)));
});

function shared(make: Parameters<typeof shareOf>[0]): Reply {
  const { leaves, shares } = shareOf(make, SHARE, MAX_ID);
  expectWithinLimits(leaves);
  return shares;
}

function failed(reason: string): DeliveryResult {
  return {
    channelId: MAX_ID,
    day: DAY,
    state: "failed",
    at: NOW,
    endedAt: NOW,
    posted: undefined,
    leadId: undefined,
    reason,
    remark: reason,
  };
}

/** One that came late, and was not published. */
function posted(leadId: string, remark: string): DeliveryResult {
  const endedAt = NOW.add({ hours: 5 });
  const place = { messageId: MAX_ID, placeId: MAX_ID };
  return { ...failed(remark), state: "posted", endedAt, posted: place, leadId, reason: undefined };
}

test("every shipped fact and every day of the year makes a message within the limits", () => {
  const facts = SHIPPED;
  const look = createLook(facts);
  for (const it of facts.facts) expectWithinLimits(renderFact(it, look));
  for (let day = Temporal.PlainDate.from("2024-01-01"); day.year === 2024; day = day.add({ days: 1 })) {
    const events = facts.on(day.toPlainMonthDay());
    const [lead, ...others] = events;
    for (let page = 1; page <= Math.max(1, Math.ceil(others.length / 9)); page++) {
      const view = { asked: day.toPlainMonthDay(), shown: day.toPlainMonthDay(), lead: lead!, others };
      expectWithinLimits(renderDay(view, look, page));
    }
  }
});

function expectWithinLimits(reply: Reply): void {
  const all = reply.components.flatMap(flatten);
  expect(all.length).toBeLessThanOrEqual(LIMITS.components);
  const texts = all.flatMap((it) => (it.type === ComponentType.TextDisplay ? [it.content] : []));
  expect(texts.join("").length).toBeLessThanOrEqual(LIMITS.text);
  for (const content of texts) expect(content.length).toBeGreaterThan(0);
  const ids = all.flatMap((it) => ("custom_id" in it ? [it.custom_id] : []));
  expect(new Set(ids).size).toBe(ids.length);
  for (const it of all) {
    if (it.type === ComponentType.StringSelect) expectSelectWithinLimits(it as APIStringSelectComponent);
    if (it.type !== ComponentType.Button) continue;
    if ("label" in it) expect(it.label?.length).toBeLessThanOrEqual(LIMITS.buttonLabel);
    if ("label" in it) expect(it.label?.trim().length).toBeGreaterThan(0);
    if ("custom_id" in it) expect(it.custom_id.length).toBeLessThanOrEqual(LIMITS.customId);
    if ("url" in it) expect(it.url.length).toBeLessThanOrEqual(LIMITS.url);
  }
}

function expectSelectWithinLimits({ custom_id, max_values = 1, options, placeholder }: APIStringSelectComponent): void {
  expect(custom_id.length).toBeLessThanOrEqual(LIMITS.customId);
  expect(placeholder?.length).toBeLessThanOrEqual(LIMITS.placeholder);
  expect(options.length).toBeGreaterThan(0);
  expect(options.length).toBeLessThanOrEqual(LIMITS.optionsInSelect);
  expect(max_values).toBeLessThanOrEqual(options.length);
  expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
  for (const { description, label, value } of options) {
    expect(label.trim().length).toBeGreaterThan(0);
    expect(label.length).toBeLessThanOrEqual(LIMITS.optionLabel);
    expect(value.length).toBeLessThanOrEqual(LIMITS.optionValue);
    if (description !== undefined) expect(description.trim().length).toBeGreaterThan(0);
    expect(description?.length ?? 0).toBeLessThanOrEqual(LIMITS.optionDescription);
  }
}

type AnyComponent =
  | APIMessageTopLevelComponent
  | { type: ComponentType.Button; label?: string; custom_id: string }
  | { type: ComponentType.Button; label?: string; url: string }
  | { type: ComponentType.StringSelect; custom_id: string };

/** A component and all within it. */
function flatten(component: AnyComponent): AnyComponent[] {
  const inner = "components" in component ? (component.components as AnyComponent[]) : [];
  const accessory = "accessory" in component ? [component.accessory as AnyComponent] : [];
  return [component, ...[...inner, ...accessory].flatMap(flatten)];
}
