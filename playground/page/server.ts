import type { Act, Commands, Control, ControlOutcome, News, Outcome, Place } from "../protocol.ts";

// The way to the playground's server.

/** Does it, and resolves when the bot has answered; an `error` in the outcome is for the person to read. */
export async function act(what: Act): Promise<Outcome> {
  return (await post("/act", what)) as Outcome;
}

export async function control(what: Control): Promise<ControlOutcome> {
  const outcome = (await post("/control", what)) as ControlOutcome & { readonly error?: string };
  return outcome.error === undefined ? outcome : { notice: { text: outcome.error, until: { kind: "read" } } };
}

/** What Discord's app offers that person there. */
export async function commandsAt({ as, channel }: Place): Promise<Commands> {
  const answer = await fetch(`/commands?${new URLSearchParams({ as, channel })}`);
  return answer.ok ? ((await answer.json()) as Commands) : [];
}

/** Listens to what is new for that person; the browser connects again by itself. Returns the way to stop. */
export function listen(
  as: string,
  onNews: (news: News) => void,
  onConnection: (connected: boolean) => void,
): () => void {
  const source = new EventSource(`/feed?${new URLSearchParams({ as })}`);
  source.onopen = () => onConnection(true);
  source.onerror = () => onConnection(false);
  source.onmessage = ({ data }) => onNews(JSON.parse(data) as News);
  return () => source.close();
}

async function post(path: string, body: unknown): Promise<unknown> {
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { error: "The playground's server does not answer; is it still running?" };
  }
}
