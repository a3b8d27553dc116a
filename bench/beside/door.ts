import type { LocalDiscord } from "../../playground/discord/local-discord.ts";

/** How the local Discord's interactions reach a program that listens for HTTP. */
export interface Door {
  /** Leads to a program's port, or with `undefined` nowhere. */
  lead(port: number | undefined): void;
  /** Milliseconds until the program answered an interaction over this door, by the interaction's id. */
  took(id: string | undefined): number | undefined;
}

/**
 * Signs each interaction and sends it as Discord does. What the program answers in the body is handed to the local
 * Discord, which checks it; the time is that of the request alone.
 */
export function createDoor(discord: LocalDiscord): Door {
  const times = new Map<string, number>();
  let url: string | undefined;
  discord.world.onChange(({ data, event }) => {
    if (url !== undefined && event === "INTERACTION_CREATE") deliver(url, data as Sent).catch(() => undefined);
  });
  return {
    lead(port) {
      times.clear();
      url = port === undefined ? undefined : `http://127.0.0.1:${port}/interactions`;
    },
    took: (id) => times.get(id ?? ""),
  };

  async function deliver(to: string, interaction: Sent): Promise<void> {
    const body = JSON.stringify(interaction);
    const headers = discord.signed(body);
    const began = performance.now();
    const answer = await fetch(to, { method: "POST", headers, body });
    const text = await answer.text();
    // One that says nothing in the body answers by a request of its own, which the local Discord times.
    if (answer.status !== 200) return;
    times.set(interaction.id, performance.now() - began);
    await fetch(`${discord.url}/v10/interactions/${interaction.id}/${interaction.token}/callback`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
    });
  }
}

interface Sent {
  readonly id: string;
  readonly token: string;
}
