import { InteractionType as Types } from "discord-api-types/v10";
import { DiscordError, invalidForm } from "./discord-error.ts";
import { checkForm } from "./form.ts";
import { type Interaction, lapse } from "./interaction.ts";
import { failure, type Outcome, outcome } from "./outcome.ts";
import { acknowledge, type Desk, RESPONSE, type ResponseBody } from "./response.ts";
import type { Signer } from "./signer.ts";
import type { WritableWire } from "./wire.ts";

export interface EndpointOptions {
  /** Where the bot takes interactions: its "Interactions Endpoint URL". */
  readonly url: string;
  readonly signer: Signer;
  readonly wire: WritableWire;
  /** The application, as a PING names it. */
  readonly applicationId: string;
  /** Milliseconds that the bot has for its answer. */
  readonly patience: number;
  /** How often each interaction is brought, all at once, as by a balancer that tries again. */
  readonly deliveries: number;
}

/** The bot's address for interactions. */
export interface Endpoint {
  /** What Discord does before it saves an address. @throws Error why it would not */
  check(): Promise<void>;
  /** Brings an interaction there, and takes the first answer. What comes of it shows in the interaction. */
  bring(desk: Desk, interaction: Interaction, payload: object): Promise<void>;
  close(): void;
}

interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  /** By `performance.now()`. */
  readonly arrived: number;
}

/** Checks the address before the first interaction goes there. */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { applicationId, deliveries, patience, signer, url, wire } = options;
  const closing = new AbortController();
  let saved = false;
  return {
    check,
    async bring(desk, interaction, payload) {
      try {
        if (!saved) await check();
      } catch (error) {
        return lapse(interaction, (error as Error).message);
      }
      wire.record({ kind: "event", direction: "to the bot", shard: 0, name: "INTERACTION_CREATE", body: payload });
      const body = JSON.stringify(payload);
      await Promise.all(Array.from({ length: deliveries }, () => deliver(desk, interaction, body)));
    },
    close: () => closing.abort(),
  };

  async function deliver(desk: Desk, interaction: Interaction, body: string): Promise<void> {
    const began = performance.now();
    const answered = await post(body, signer.headers(body)).catch(() => undefined);
    // Without an answer the bot may still answer by a request of its own, until the person's patience ends.
    if (answered === undefined || answered.status === 202) return;
    const done = answered.status === 200 ? take(desk, interaction, answered) : outcome(answered.status);
    wire.begin();
    wire.record({
      kind: "request",
      method: "ANSWER",
      path: `/interactions/${interaction.id}`,
      body: jsonOf(answered.text),
      ms: performance.now() - began,
      status: done.status,
      answer: done.json,
      ...(done.reasons.length > 0 && { refusal: done.reasons }),
    });
    if (done.status !== 200 && interaction.state === "waiting") lapse(interaction);
  }

  async function check(): Promise<void> {
    const ping = JSON.stringify({
      id: "1",
      application_id: applicationId,
      type: Types.Ping,
      token: "ping",
      version: 1,
    });
    const good = signer.headers(ping);
    const forged = [{ ...good, "x-signature-ed25519": "0".repeat(128) }, signer.headers(`${ping} `)];
    for (const headers of forged) {
      const { status } = await ask(ping, headers);
      if (status !== 401) throw refusal(`a request with a wrong signature is answered with ${status}, not 401`);
    }
    const pong = await ask(ping, good);
    if (pong.status !== 200 || (jsonOf(pong.text) as { type?: unknown } | undefined)?.type !== 1)
      throw refusal(`PING is answered with ${pong.status} ${pong.text.slice(0, 100)}`);
    saved = true;
  }

  async function ask(body: string, headers: Record<string, string>): Promise<Answered> {
    try {
      return await post(body, headers);
    } catch (error) {
      throw refusal(String((error as Error).cause ?? error));
    }
  }

  async function post(body: string, headers: Record<string, string>): Promise<Answered> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
    const response = await fetch(url, { method: "POST", body, headers, signal, redirect: "manual" });
    const text = await response.text();
    return { status: response.status, type: response.headers.get("content-type"), text, arrived: performance.now() };
  }
}

function refusal(reason: string): Error {
  return new Error(`The interactions endpoint URL could not be verified: ${reason}`);
}

/** As the bot's own request with that answer would be taken. */
function take(desk: Desk, { id, token }: Interaction, { arrived, text, type }: Answered): Outcome {
  try {
    if (!type?.startsWith("application/json")) throw new DiscordError(400, 50109, `An answer of type ${type}`);
    const body = jsonOf(text);
    const problems = checkForm(RESPONSE, body);
    if (problems.length > 0) throw invalidForm(problems);
    acknowledge(desk, desk.interactions.waiting(id, token), body as ResponseBody, { arrived, files: [] });
    return outcome(200);
  } catch (error) {
    if (error instanceof DiscordError) return failure(error);
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
