import { AsyncLocalStorage } from "node:async_hooks";

/** What the request that is made in this stretch of work has to pass. */
const gates = new AsyncLocalStorage<() => Promise<boolean>>();

/** A request that was kept back: it has not left. */
export class KeptBackError extends Error {
  override readonly name = "KeptBackError";
}

/**
 * Acts, and keeps back each request that is made meanwhile where `passes` says no: it is asked at the moment at which the
 * request would leave, however long that waited for its turn.
 */
export function withGate<Result>(passes: () => Promise<boolean>, act: () => Promise<Result>): Promise<Result> {
  return gates.run(passes, act);
}

/** What makes requests, but only those that pass their gate. To be put behind all that makes a request wait. */
export function gated<Init, Response>(request: (url: string, init: Init) => Promise<Response>) {
  return async (url: string, init: Init): Promise<Response> => {
    if (await isKeptBack(gates.getStore())) throw new KeptBackError("its claim is not known to stand");
    return request(url, init);
  };
}

async function isKeptBack(passes: (() => Promise<boolean>) | undefined): Promise<boolean> {
  return passes !== undefined && !(await passes().catch(() => false));
}
