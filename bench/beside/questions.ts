import type { By } from "../../playground/discord/hand.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";

/** Asks one command by a person's hand. @returns what the local Discord saw of the answer */
type Question = (discord: LocalDiscord, by: By, number: number) => ReturnType<LocalDiscord["command"]>;

const pick = (list: readonly string[], number: number): string => list[number % list.length]!;

const QUERIES = ["walk this way", "run dmc", "jazz 1950s", "areosmith", "hip-hop with country", "25 november"];
const ARTISTS = ["Aerosmith", "Run-D.M.C.", "The Beatles", "Bob Dylan", "Madonna"];
const MESSAGE = "Has anybody else had Aerosmith and Run-D.M.C. in their head all day?";

/** What anyone can ask, by the command's name. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  "/about": (discord, by) => discord.command(by, "about"),
  "/today": (discord, by) => discord.command(by, "today"),
  "/fact": (discord, by) => discord.command(by, "fact"),
  "/search": (discord, by, number) => discord.command(by, "search", { query: pick(QUERIES, number) }),
  "/artist": (discord, by, number) => discord.command(by, "artist", { name: pick(ARTISTS, number) }),
  "/timeline": (discord, by, number) => discord.command(by, "timeline", { artist: pick(ARTISTS, number) }),
  "/connect": (discord, by, number) =>
    discord.command(by, "connect", { from: pick(ARTISTS, number), to: "Ravi Shankar" }),
};

/** What is asked less often: of a message, and by moderators, who need a server. */
export const RARER_QUESTIONS: Readonly<Record<string, Question>> = {
  "Find crossover facts": (discord, by) => {
    const { id } = by.channel.posts[0]?.message ?? discord.world.say(by.person, by.channel, MESSAGE);
    return discord.messageCommand(by, "Find crossover facts", id);
  },
};
export const MODERATORS_QUESTIONS: Readonly<Record<string, Question>> = {
  "/daily list": (discord, by) => discord.command(by, "daily list"),
  "/daily preview": (discord, by) => discord.command(by, "daily preview"),
};

const MIXED = Object.values(QUESTIONS);

/** One after the other of what anyone can ask. */
export const askMixed: Question = (discord, by, number) => MIXED[number % MIXED.length]!(discord, by, number);
export const askAbout: Question = (discord, by) => discord.command(by, "about");
