import type { Chart, Fact, FactDate } from "../model/fact.ts";
import { nameKey } from "../model/normalise.ts";

const ODD_CHARTS = new Set(["1976-07-04", "2018-01-03"]);
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** What is wrong with the week of a Billboard chart; empty for other charts, and for facts that are none. */
export function checkChart({ chart, date, sources }: Fact): string[] {
  const day = toDay(date);
  if (!chart?.name.startsWith("Billboard") || !day) return [];
  const problems: string[] = [];
  const weekday = rightWeekday(day);
  if (weekday !== undefined) problems.push(`a Billboard chart of that time is dated a ${weekday}`);
  const weeks = sources.flatMap(({ url }) => /billboard\.com\/charts\/[^/]+\/(\d{4}-\d\d-\d\d)/.exec(url)?.[1] ?? []);
  if (weeks.length > 0 && !weeks.includes(day.toString())) {
    problems.push(`is dated ${day}, but its source is the chart of ${weeks.join(" and ")}`);
  }
  return problems;
}

/** Facts that tell the same week of the same record on the same chart; a peak at No. 1 is a number one. */
export function findSameWeeks(facts: readonly Fact[]): string[] {
  const charted = facts.filter(({ chart }) => chart !== undefined);
  return [...Map.groupBy(charted, ({ chart }) => weekKey(chart!)).values()].flatMap(([first, ...others]) =>
    others.map(({ id }) => `${id}: is the same week of the same record as ${first!.id}`),
  );
}

function weekKey({ name, title, artist, event, position }: Chart): string {
  const week = event === "peak" && position === 1 ? "number-one" : event;
  return JSON.stringify([nameKey(name), nameKey(title), nameKey(artist), week]);
}

/** The weekday on which a chart of that time is dated, if `day` is another; else `undefined`. */
function rightWeekday(day: Temporal.PlainDate): string | undefined {
  // Before the first Hot 100, charts were dated otherwise.
  if (Temporal.PlainDate.compare(day, "1958-08-04") < 0 || ODD_CHARTS.has(day.toString())) return undefined;
  const right = Temporal.PlainDate.compare(day, "1961-12-31") < 0 ? "Monday" : "Saturday";
  return WEEKDAYS[day.dayOfWeek - 1] === right ? undefined : right;
}

function toDay(date: FactDate | undefined): Temporal.PlainDate | undefined {
  if (date?.month === undefined || date.day === undefined) return undefined;
  return Temporal.PlainDate.from({ year: date.year, month: date.month, day: date.day });
}
