/** The styles of Discord's timestamps, `<t:…:style>`. */
export type TimestampStyle = "t" | "T" | "d" | "D" | "f" | "F" | "s" | "S" | "R";

const FORMATS: Readonly<Record<Exclude<TimestampStyle, "R">, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** Units of relative times with their length in seconds, longest first. */
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** Where and when someone reads. */
export interface Reader {
  /** Milliseconds of the Unix epoch. */
  readonly now: number;
  readonly locale: string;
  readonly timeZone: string;
}

/**
 * A timestamp in the reader's zone and language. Pure.
 *
 * @param seconds of the Unix epoch
 * @param style any other than Discord's counts as `f`
 */
export function writeTimestamp(seconds: number, style: string, { locale, now, timeZone }: Reader): string {
  if (style === "R") return writeRelative(seconds - Math.floor(now / 1000), locale);
  const format = FORMATS[style as keyof typeof FORMATS] ?? FORMATS.f;
  return new Intl.DateTimeFormat(locale, { ...format, timeZone }).format(seconds * 1000);
}

/** When a message was written, as Discord puts it beside the author: short today and yesterday. */
export function writeMessageTime(at: number, { locale, now, timeZone }: Reader): string {
  const dayOf = (time: number) => new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(time);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(at);
  if (dayOf(at) === dayOf(now)) return `Today at ${time}`;
  if (dayOf(at) === dayOf(now - 86_400_000)) return `Yesterday at ${time}`;
  return `${new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone }).format(at)} ${time}`;
}

/** The day of a message, as it divides the messages of a channel. */
export function writeDay(at: number, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(at);
}

function writeRelative(seconds: number, locale: string): string {
  const [unit, length] = UNITS.find((it) => Math.abs(seconds) >= it[1]) ?? (["second", 1] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
