import type { Clock } from "../clock.ts";
import { notice } from "../render/reply.ts";
import { minutesOn } from "./beat-time.ts";
import { type DailyOrder, NOBODY } from "./order.ts";
import type { DeliveryLog, OrderQueue, Outlet } from "./ports.ts";

/** An order that Discord refuses for so many days in a row is paused. */
const DAYS_UNTIL_PAUSE = 3;

/** For so many days its maker is told again, until a message arrives or is refused. */
const DAYS_TOLD = 2;

/** Minutes; below the time for which Discord knows a nonce: what did arrive does not arrive twice. */
const TOLD_AGAIN_AFTER = 2;

/** What pausing needs; handed in. */
export interface PausingParts {
  readonly orders: Pick<OrderQueue, "change" | "told">;
  readonly deliveries: Pick<DeliveryLog, "lastingRefusals">;
  readonly outlet: Pick<Outlet, "tell">;
  readonly clock: Clock;
}

/** Pauses orders that cannot be served, and tells those who made them. */
export interface Pausing {
  /** Pauses an order whose latest three days were refused for lasting reasons; `reason` is the last of them. */
  pauseIfHopeless(order: DailyOrder, day: Temporal.PlainDate, reason: string): Promise<void>;
  /** Tells the maker of a paused order, once: until a message arrives or is refused. */
  tellMaker(order: DailyOrder): Promise<void>;
}

export function createPausing({ clock, deliveries, orders, outlet }: PausingParts, signal: AbortSignal): Pausing {
  return { pauseIfHopeless, tellMaker };

  async function pauseIfHopeless(order: DailyOrder, day: Temporal.PlainDate, reason: string): Promise<void> {
    if ((await deliveries.lastingRefusals(order.channelId)) < DAYS_UNTIL_PAUSE) return;
    const paused = `refused ${DAYS_UNTIL_PAUSE} days in a row: ${reason}`;
    const changes = { paused, refusedSince: day, tellAt: clock() };
    const stored = await orders.change(order.guildId, order.channelId, changes);
    if (stored !== undefined) await tellMaker(stored);
  }

  async function tellMaker(order: DailyOrder): Promise<void> {
    const { channelId, createdBy, guildId, paused, refusedSince, timeZone } = order;
    if (paused === undefined || refusedSince === undefined || createdBy === NOBODY)
      return orders.told(channelId, undefined);
    const nonce = pauseNonce(channelId, refusedSince);
    const told = await outlet.tell(createdBy, pauseNotice(guildId, channelId, paused), nonce, signal);
    const today = clock().toZonedDateTimeISO(timeZone).toPlainDate();
    const again = told === "unsure" && refusedSince.until(today).days < DAYS_TOLD;
    await orders.told(channelId, again ? minutesOn(TOLD_AGAIN_AFTER, clock()) : undefined);
  }
}

function pauseNotice(guildId: string, channelId: string, paused: string) {
  const where = `<#${channelId}> (https://discord.com/channels/${guildId}/${channelId})`;
  return notice(
    `The daily post that you scheduled in ${where} is paused, for it was ${paused} Fix that and use /daily resume, or remove it in /daily list.`,
  );
}

/** At most 25 characters, as Discord allows. */
function pauseNonce(channelId: string, day: Temporal.PlainDate): string {
  return `p${BigInt(channelId).toString(36)}-${day.toString().replaceAll("-", "")}`;
}
