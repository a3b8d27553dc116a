/** Tells the time. Handed in, so that tests and the playground can move it. */
export type Clock = () => Temporal.Instant;

/** Milliseconds of real time since some moment: nobody sets them, and they never go backwards. */
export type Elapsed = () => number;

/**
 * Milliseconds that have passed by whichever of the two says more: real time stands still while the machine sleeps, and
 * a clock that is set back tells of none.
 */
export function createPassing(clock: Clock, elapsed: Elapsed): Elapsed {
  let [shown, real, passed] = [clock().epochMilliseconds, elapsed(), 0];
  return () => {
    const now = { shown: clock().epochMilliseconds, real: elapsed() };
    passed += Math.max(now.shown - shown, now.real - real);
    ({ shown, real } = now);
    return passed;
  };
}

/** How far a clock may be from Discord's and still count as right: more than an answer takes, less than does harm. */
const TOLERANCE = 120_000;

/** What a clock showed before it was right counts for so long: a post is looked for for a day after its grace. */
const REMEMBERED = 30 * 3_600_000;

/**
 * What is known of this machine's clock. `unknown`: nobody has confirmed it yet, or not since it jumped against real
 * time, as it does when it is set, and after a sleep of the machine.
 */
export type Verdict = "right" | "wrong" | "unknown";

/** Holds this machine's clock against what Discord says. It asks nobody: it hears what each answer says anyway. */
export interface TimeWitness {
  /** The time by this machine's clock; by Discord's where the two agreed once and this machine's was set wrong since. */
  readonly now: Clock;
  /** Takes the `Date` header of an answer; `null` where it has none. */
  hear(date: string | null): void;
  verdict(): Verdict;
  /** Whether the clock has jumped since Discord was last heard. */
  jumped(): boolean;
  /** Whether `now` can be relied on for what cannot be undone. */
  certain(): boolean;
  /** Whether a moment is now, give or take so much, by this machine's clock or by Discord's as it was last heard. */
  near(moment: Temporal.Instant, within: Temporal.Duration): boolean;
  /** The earliest moment by Discord's clock at which this machine's may have shown that time. */
  earliest(shown: Temporal.Instant): Temporal.Instant;
  /** The latest one. */
  latest(shown: Temporal.Instant): Temporal.Instant;
}

/** What both clocks showed at one moment, and how much real time had passed then. Milliseconds. */
interface Sight {
  readonly discord: number;
  readonly machine: number;
  readonly real: number;
}

/** Pure but for what it has heard. */
export function createTimeWitness(machine: Clock, elapsed: Elapsed): TimeWitness {
  const show = () => ({ machine: machine().epochMilliseconds, real: elapsed() });
  const begun = show();
  let last: Sight | undefined;
  let undated = false;
  let agreed: number | undefined;
  /** Of one that was wrong from the start: how far ahead it was when it was last found to be. */
  let ahead = 0;

  const jumped = () => {
    const before = last ?? begun;
    const { machine, real } = show();
    return Math.abs(machine - before.machine - (real - before.real)) > TOLERANCE;
  };
  const verdict = (): Verdict => {
    if (last !== undefined && isNear(show(), last)) return "right";
    if (jumped()) return "unknown";
    if (last !== undefined) return "wrong";
    // Behind a proxy that tells no time there is nobody to ask.
    return undated ? "right" : "unknown";
  };
  const byDiscord = () => agreed !== undefined && verdict() === "wrong";
  const offOf = () => {
    if (agreed === undefined) return ahead;
    return elapsed() - agreed < REMEMBERED && Math.abs(ahead) < REMEMBERED ? ahead : 0;
  };
  return {
    now: () => (byDiscord() && last ? discordTime(last, elapsed()) : machine()),
    hear(date) {
      const discord = date === null ? Number.NaN : Date.parse(date);
      undated ||= Number.isNaN(discord);
      if (Number.isNaN(discord)) return;
      const real = elapsed();
      // Something on the way answered: this machine's clock and real time speak against it.
      const strange = last !== undefined && Math.abs(discord - (last.discord + real - last.real)) > TOLERANCE;
      if (strange && verdict() === "right") return;
      last = { discord, ...show() };
      const off = last.machine - discord;
      if (Math.abs(off) <= TOLERANCE) agreed ??= real;
      else if (agreed === undefined) ahead = off;
    },
    verdict,
    jumped,
    certain: () => verdict() === "right" || byDiscord(),
    near(moment, within) {
      const shown = [machine(), ...(last === undefined ? [] : [discordTime(last, elapsed())])];
      const most = within.total("milliseconds");
      return shown.some((now) => Math.abs(now.epochMilliseconds - moment.epochMilliseconds) <= most);
    },
    earliest: (shown) => shown.subtract({ milliseconds: Math.max(0, offOf()) }),
    latest: (shown) => shown.add({ milliseconds: Math.max(0, -offOf()) }),
  };
}

function isNear({ machine, real }: Omit<Sight, "discord">, last: Sight): boolean {
  return Math.abs(machine - (last.discord + real - last.real)) <= TOLERANCE;
}

function discordTime(last: Sight, real: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(last.discord + real - last.real));
}
