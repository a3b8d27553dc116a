import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import { type BotProcess, startBot } from "../bot-process.ts";

/** As pino writes a warning. */
const WARNING = 40;

/** The bot in several processes, which take commands over HTTP and share a database. Dispose to stop all. */
export interface Processes extends AsyncDisposable {
  /** When a process was elected to post, by `performance.now()`, oldest first. */
  readonly elections: readonly number[];
  /** What they warned of, and how often. */
  readonly warnings: ReadonlyMap<string, number>;
  /**
   * Kills one that was not killed yet, first of all the one that posts, and starts it again at once, as a supervisor does.
   *
   * @returns whether it was the one that posted, and when it was killed, by `performance.now()`
   */
  killNext(): Promise<{ readonly posted: boolean; readonly at: number }>;
}

/** What is read of a line of the log. */
interface Line {
  readonly level: number;
  readonly msg: string;
  readonly reason?: string;
  readonly err?: { readonly message?: string };
}

interface Seat {
  readonly port: number;
  bot: BotProcess;
  elected: boolean;
  killed: boolean;
}

export async function startProcesses(
  discord: LocalDiscord,
  databaseUrl: string,
  ports: readonly number[],
): Promise<Processes> {
  const elections: number[] = [];
  const warnings = new Map<string, number>();
  const seats = await Promise.all(ports.map(take));
  return {
    elections,
    warnings,
    async killNext() {
      const left = seats.filter(({ killed }) => !killed);
      const seat = left.find(({ elected }) => elected) ?? left[0];
      if (seat === undefined) throw new Error("each process was killed already");
      const { elected: posted } = seat;
      const at = performance.now();
      Object.assign(seat, { killed: true, elected: false });
      await seat.bot.kill();
      seat.bot = await start(seat);
      return { posted, at };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(seats.map(({ bot }) => bot[Symbol.asyncDispose]()));
    },
  };

  async function take(port: number): Promise<Seat> {
    const seat = { port, elected: false, killed: false };
    return Object.assign(seat, { bot: await start(seat) });
  }

  function start(seat: Omit<Seat, "bot">): Promise<BotProcess> {
    const env = { INTERACTIONS_PORT: String(seat.port), DISCORD_PUBLIC_KEY: discord.publicKey };
    return startBot(discord, databaseUrl, { env, onLine: (line) => read(seat, line) });
  }

  function read(seat: Omit<Seat, "bot">, line: string): void {
    const { err, level, msg, reason = err?.message } = JSON.parse(line) as Line;
    const words = reason === undefined ? msg : `${msg}: ${reason}`;
    if (level >= WARNING) warnings.set(words, (warnings.get(words) ?? 0) + 1);
    if (msg.startsWith("not elected")) seat.elected = false;
    if (msg !== "elected to post") return;
    seat.elected = true;
    elections.push(performance.now());
  }
}
