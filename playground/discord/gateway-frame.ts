import {
  GatewayCloseCodes as Close,
  GatewayIntentBits as Intents,
  type GatewayOpcodes as Op,
} from "discord-api-types/v10";

/** A message of the bot's. */
export interface Frame {
  readonly op: Op;
  readonly d: unknown;
}

export interface Identify {
  readonly token: string;
  readonly intents: number;
  readonly shard?: readonly [number, number];
}

export interface Resume {
  readonly token: string;
  readonly session_id: string;
  readonly seq: number;
}

/** Intents that Discord gives only to bots it has approved; this one is not. */
const PRIVILEGED = Intents.GuildMembers | Intents.GuildPresences | Intents.MessageContent;

/** Why Discord closes the connection. */
export class Fault extends Error {
  readonly code: Close;

  constructor(code: Close, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Libraries send it with or without the scheme of the REST API, and Discord takes both. */
export function bareToken(token: unknown): string {
  return String(token).replace(/^Bot /, "");
}

/** @throws {Fault} for an IDENTIFY that Discord does not take */
export function checkIdentify({ token, intents, shard = [0, 1] }: Identify, expected: string): void {
  if (bareToken(token) !== expected) throw new Fault(Close.AuthenticationFailed, "Authentication failed.");
  const known = Object.values(Intents).reduce<number>((all, bit) => (typeof bit === "number" ? all | bit : all), 0);
  const strange = !Number.isInteger(intents) || (intents & ~known) !== 0;
  if (strange) throw new Fault(Close.InvalidIntents, "Invalid intent(s).");
  if ((intents & PRIVILEGED) !== 0) throw new Fault(Close.DisallowedIntents, "Disallowed intent(s).");
  if (shard[0] < 0 || shard[0] >= shard[1]) throw new Fault(Close.InvalidShard, "Invalid shard.");
}

/** @throws {Fault} 4002 */
export function readFrame(text: string): Frame {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    throw new Fault(Close.DecodeError, "Error while decoding payload.");
  }
}
