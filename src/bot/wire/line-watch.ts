/** What is counted of the traffic with Discord. */
export interface LineWatch {
  /** Called as a command or button arrives; the result is called when its answer stands. */
  timeAnswer(name: string): () => void;
  /** Called with the HTTP status of each answer to a request of ours, repeats included. */
  countResponse(status: number): void;
  /** Called when a request is held back. `shared`: the limit is one that others use up as well. */
  countRateLimit(scope: "user" | "global" | "shared"): void;
}
