import { expect, test } from "vitest";
import { createMetrics } from "../src/prometheus.ts";

/** The values of those metrics whose name begins so, by name and labels. */
function valuesOf(text: string, beginning: string): Record<string, number> {
  const lines = text.split("\n").filter((it) => it.startsWith(`crossfade_${beginning}`));
  return Object.fromEntries(lines.map((it) => [it.slice(0, it.lastIndexOf(" ")), Number(it.split(" ").at(-1))]));
}

test("answers and deliveries are counted by what they are and how they ended", async () => {
  const metrics = createMetrics();
  metrics.countAnswer("daily add", "answered");
  metrics.countAnswer("fact", "limited");
  metrics.countAnswer("fact", "limited");
  metrics.countDelivery("posted", Temporal.Duration.from({ seconds: 40 }));
  metrics.countDelivery("posted");
  metrics.countDelivery("skipped");

  const text = await metrics.read();

  expect(valuesOf(text, "answers_total")).toEqual({
    'crossfade_answers_total{name="daily add",outcome="answered"}': 1,
    'crossfade_answers_total{name="fact",outcome="limited"}': 2,
  });
  expect(valuesOf(text, "deliveries_total")).toEqual({
    'crossfade_deliveries_total{state="posted"}': 2,
    'crossfade_deliveries_total{state="skipped"}': 1,
  });
  expect(valuesOf(text, "post_lateness_seconds")).toMatchObject({
    'crossfade_post_lateness_seconds_bucket{le="15"}': 0,
    'crossfade_post_lateness_seconds_bucket{le="60"}': 1,
    crossfade_post_lateness_seconds_sum: 40,
    crossfade_post_lateness_seconds_count: 1,
  });
});

test("an answer is timed by name", async () => {
  const metrics = createMetrics();

  metrics.timeAnswer("today")();

  expect(valuesOf(await metrics.read(), "answer_seconds")).toMatchObject({
    'crossfade_answer_seconds_bucket{le="10",name="today"}': 1,
    'crossfade_answer_seconds_count{name="today"}': 1,
  });
});

test("whatever Discord answers, there are few labels", async () => {
  const metrics = createMetrics();
  for (let status = 100; status < 600; status++) metrics.countResponse(status);
  for (const scope of ["user", "global", "shared", "user"] as const) metrics.countRateLimit(scope);

  const text = await metrics.read();

  expect(valuesOf(text, "discord_responses_total")).toEqual({
    'crossfade_discord_responses_total{status="1xx"}': 100,
    'crossfade_discord_responses_total{status="2xx"}': 100,
    'crossfade_discord_responses_total{status="3xx"}': 100,
    'crossfade_discord_responses_total{status="4xx"}': 97,
    'crossfade_discord_responses_total{status="401"}': 1,
    'crossfade_discord_responses_total{status="403"}': 1,
    'crossfade_discord_responses_total{status="429"}': 1,
    'crossfade_discord_responses_total{status="5xx"}': 100,
  });
  expect(valuesOf(text, "discord_rate_limited_total")).toMatchObject({
    'crossfade_discord_rate_limited_total{scope="user"}': 2,
  });
});

test("levels are read at each look; one that cannot be read is left out, and the rest stays", async () => {
  const metrics = createMetrics();
  let count: number | undefined = 3;
  metrics.watch({
    connected: () => count !== undefined,
    elected: () => true,
    waiting: () => 9000,
    unclaimed: () => 2,
    async unfinished() {
      if (count === undefined) throw new Error("no answer");
      return { count, late: 0, oldest: undefined };
    },
  });

  const before = await metrics.read();
  count = undefined;
  const after = await metrics.read();

  const asked = { crossfade_posts_waiting: 9000, crossfade_posts_unclaimed: 2 };
  expect(valuesOf(before, "posts_")).toEqual({ ...asked, crossfade_posts_unfinished: 3 });
  expect(valuesOf(after, "posts_")).toEqual(asked);
  expect(valuesOf(before, "discord_connected")).toEqual({ crossfade_discord_connected: 1 });
  expect(valuesOf(after, "discord_connected")).toEqual({ crossfade_discord_connected: 0 });
  expect(valuesOf(after, "poster_elected")).toEqual({ crossfade_poster_elected: 1 });
  expect(after).toContain("process_resident_memory_bytes");
});
