import { GatewayIntentBits } from "discord-api-types/v10";

/** A bot that is measured: how Discord reaches it, and what it is. */
export interface Program {
  readonly name: string;
  /** Path from the project's folder, after `node` and its arguments. */
  readonly run: readonly string[];
  readonly by: "gateway" | "http";
  readonly intents: number;
  /** A part of the line that it writes once it is at work. */
  readonly ready: string;
  /** Its own command that is asked, or all of Crossfade's in turn. */
  readonly asks: "about" | "mixed";
  /** The folder that it is started in, below the project's; default the project's own. */
  readonly folder?: string;
}

const PEERS = "bench/peers/programs";

const peer = (name: string, file: string, more: Partial<Program> = {}): Program => ({
  ...{ name, run: [`${PEERS}/${file}.mjs`], by: "gateway", intents: 0, ready: "ready", asks: "about" },
  ...more,
});

/** The floor: the least program on the library that Crossfade rests on, asking Discord for as little. */
export const FLOOR = peer("discord.js, no intents", "discord-js");

export const CROSSFADE: Program = {
  ...{ name: "Crossfade", run: ["run.cjs", "src/main.ts"], by: "gateway", intents: 0 },
  ...{ ready: '"msg":"ready"', asks: "mixed" },
};

const CROSSFADE_BY_HTTP: Program = { ...CROSSFADE, name: "Crossfade, HTTP", by: "http" };

/** In the order of the tables. */
export const PROGRAMS: readonly Program[] = [
  CROSSFADE,
  FLOOR,
  peer("discord.js, Guilds intent", "discord-js", { intents: GatewayIntentBits.Guilds }),
  peer("@discordjs/core", "discordjs-core"),
  peer("Sapphire", "sapphire/main"),
  peer("Seyfert, HTTP", "seyfert/main", { by: "http", folder: `${PEERS}/seyfert` }),
  peer("Discordeno", "discordeno"),
  peer("Oceanic", "oceanic"),
  peer("Node alone, no intents", "bare"),
  peer("Node alone, Guilds intent", "bare", { intents: GatewayIntentBits.Guilds }),
  CROSSFADE_BY_HTTP,
  peer("Carbon, HTTP", "carbon", { by: "http" }),
  peer("slash-create, HTTP", "slash-create", { by: "http" }),
  peer("hono alone, HTTP", "hono", { by: "http" }),
];
