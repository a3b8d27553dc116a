import { take } from "./actions.ts";
import { listen } from "./server.ts";
import { update } from "./state.ts";

let leave: () => void = () => {};

/** Shows the playground as that person sees it; as the server's first choice without one. */
export function beSomeone(id = ""): void {
  leave();
  update({ form: undefined });
  leave = listen(id, take, (connected) => update({ connected }));
}
