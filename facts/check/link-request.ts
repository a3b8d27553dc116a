/** How a page answered. `doubtful`: it is there, but not for a program, or leads elsewhere, so a person must look. */
export interface LinkAnswer {
  readonly state: "answers" | "doubtful" | "lost";
  /** The status, or what went wrong, in a few words. */
  readonly reason: string;
}

/** What one question needs of the world. */
export interface LinkTools {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Resolves when the host may be asked; called before each request. */
  readonly turn: (host: string) => Promise<void>;
  /** How long one request may take, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** The last page of a redirect, or why there is none. */
type Outcome = { readonly status: number; readonly url: string } | { readonly failure: string };

const USER_AGENT = "Crossfade-link-check/1.0 (a bot on music history; asks once whether its sources still answer)";
const MOST_REDIRECTS = 10;
const TOO_MANY_REQUESTS = 429;

/** Statuses of pages that are there, but not for everybody who asks. */
const BARRED = new Set([401, 402, 403, 407, TOO_MANY_REQUESTS, 451]);

const TIMED_OUT: Outcome = { failure: "no answer in time" };
const IN_CIRCLES: Outcome = { failure: `redirected more than ${MOST_REDIRECTS} times` };

/**
 * Asks for a page by HEAD and, where that is refused, by GET; follows redirects.
 *
 * @returns `undefined` when stopped meanwhile; every failure of the page is an answer
 */
export async function askForLink(url: string, tools: LinkTools): Promise<LinkAnswer | undefined> {
  const byHead = await follow("HEAD", url, tools);
  const outcome = isFinal(byHead) ? byHead : await follow("GET", url, tools);
  return tools.signal.aborted ? undefined : judge(url, outcome);
}

/** Many servers refuse HEAD or answer it wrongly, so only what GET could not better is final. */
function isFinal(outcome: Outcome): boolean {
  if ("failure" in outcome) return outcome === TIMED_OUT;
  return outcome.status < 400 || outcome.status === TOO_MANY_REQUESTS;
}

function judge(asked: string, outcome: Outcome): LinkAnswer {
  if ("failure" in outcome) return { state: outcome === IN_CIRCLES ? "doubtful" : "lost", reason: outcome.failure };
  const { status, url } = outcome;
  if (BARRED.has(status)) return { state: "doubtful", reason: String(status) };
  if (status < 200 || status > 299) return { state: "lost", reason: String(status) };
  // Where a page is gone, some sites lead to their front page instead of saying so.
  const elsewhere = new URL(url).pathname === "/" && new URL(asked).pathname !== "/";
  return elsewhere ? { state: "doubtful", reason: `leads to ${url}` } : { state: "answers", reason: String(status) };
}

/** Redirects are followed by hand, for each is one more request to a host that must be given its time. */
async function follow(method: "HEAD" | "GET", from: string, { turn, ...tools }: LinkTools): Promise<Outcome> {
  let url = from;
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      await turn(new URL(url).host);
      const { status, headers } = await request(method, url, tools);
      const location = status >= 300 && status < 400 ? headers.get("location") : null;
      if (location === null) return { status, url };
      url = new URL(location, url).href;
    }
    return IN_CIRCLES;
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError" ? TIMED_OUT : { failure: causeOf(error) };
  }
}

async function request(method: string, url: string, tools: Omit<LinkTools, "turn">): Promise<Response> {
  const signal = AbortSignal.any([tools.signal, AbortSignal.timeout(tools.timeout)]);
  const headers = { "user-agent": USER_AGENT, accept: "*/*" };
  const response = await tools.fetch(url, { method, redirect: "manual", headers, signal });
  // Only whether it answers is asked: the page itself need not travel.
  await response.body?.cancel();
  return response;
}

/** `fetch` fails with "fetch failed" and keeps the reason, such as ENOTFOUND, below it. */
function causeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
