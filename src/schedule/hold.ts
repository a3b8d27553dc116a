import type { Clock, Elapsed } from "../clock.ts";
import { FRESH, LEASE } from "./delivery.ts";
import type { DeliveryLog, Held } from "./ports.ts";

/** What holding a claim needs; handed in. */
export interface HoldParts {
  readonly deliveries: Pick<DeliveryLog, "renew">;
  readonly clock: Clock;
  /** What has passed by real time or by `clock`, whichever is more. */
  readonly passed: Elapsed;
}

/** A claim in somebody's hands. */
export interface Hold {
  /** As it is now, for the next update. */
  held(): Held;
  /**
   * Whether it is held at this moment. One that was taken a while ago is renewed: the process may have stood still, and
   * another may have it.
   */
  stands(): Promise<boolean>;
  /** Whether it was found not to be, or that could not be learnt. */
  lost(): boolean;
}

/** @param claim just taken */
export function createHold({ clock, deliveries, passed }: HoldParts, claim: Held): Hold {
  const limit = FRESH.total("milliseconds");
  let held = claim;
  let taken = passed();
  let lost = false;
  return {
    held: () => held,
    lost: () => lost,
    async stands() {
      const now = passed();
      if (now - taken < limit) return true;
      const renewed = { ...held, retryAt: clock().add(LEASE) };
      lost = true;
      lost = !(await deliveries.renew(held, renewed.retryAt));
      if (!lost) [held, taken] = [renewed, now];
      return !lost;
    },
  };
}
