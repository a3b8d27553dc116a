import { GatewayOpcodes as Op } from "discord-api-types/v10";
import type { WebSocket } from "ws";
import type { Change } from "./plans.ts";
import { shardOf } from "./snowflake.ts";
import type { WritableWire } from "./wire.ts";

/** What one identified shard of the bot is owed. It outlives its connection, so that it can be resumed. */
export class GatewaySession {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly intents: number;
  readonly #wire: WritableWire;
  /** Everything dispatched, oldest first; the number of each is its place from 1. */
  readonly #dispatched: { t: string; d: unknown }[] = [];
  #socket: WebSocket | undefined;

  constructor(id: string, shard: readonly [number, number], intents: number, wire: WritableWire) {
    this.id = id;
    this.shard = shard;
    this.intents = intents;
    this.#wire = wire;
  }

  get connected(): boolean {
    return this.#socket !== undefined;
  }

  get sequence(): number {
    return this.#dispatched.length;
  }

  /** From now on, events go over `socket`. */
  attach(socket: WebSocket): void {
    this.#socket = socket;
  }

  /** Events are kept until the session is resumed. */
  detach(): void {
    this.#socket = undefined;
  }

  /** Whether Discord would tell this session of the change. */
  wants({ serverId, intent }: Change): boolean {
    return shardOf(serverId, this.shard[1]) === this.shard[0] && (intent === 0 || (this.intents & intent) !== 0);
  }

  dispatch(t: string, d: unknown): void {
    this.#dispatched.push({ t, d });
    this.#send(this.sequence);
  }

  /** Sends again everything after number `sequence`. */
  replay(sequence: number): void {
    for (let missed = sequence + 1; missed <= this.sequence; missed += 1) this.#send(missed);
  }

  #send(s: number): void {
    const { t, d } = this.#dispatched[s - 1]!;
    if (this.#socket === undefined) return;
    this.#socket.send(JSON.stringify({ op: Op.Dispatch, s, t, d }));
    this.#wire.record({ kind: "event", direction: "to the bot", shard: this.shard[0], name: t, body: d });
  }
}
