import type { Outlet } from "../../src/schedule/ports.ts";

/** A stand-in for Discord that posts as it is told, finds nothing, and takes all else. */
export function quietOutlet(send: Outlet["send"]): Outlet {
  return {
    send,
    find: async () => "absent",
    publish: async () => undefined,
    startThread: async () => undefined,
    answers: async () => true,
    reaches: async () => true,
    tell: async () => "told",
    write: async () => undefined,
    edit: async () => ({ outcome: "edited" }),
  };
}
