import type { FactIndex } from "../../facts/index.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { renderCorrected, renderWithdrawn } from "../render/correction.ts";
import type { Look } from "../render/look.ts";
import { ASKED_WAIT, NO_PICTURES, type Pictures } from "../render/picture.ts";
import type { Reply } from "../render/reply.ts";
import { minutesOn } from "./beat-time.ts";
import { chooseAnew } from "./choice.ts";
import { CORRECTED_FOR, correctionOf, newSaying, sayingNow } from "./content.ts";
import { deliveryId, isLate } from "./delivery.ts";
import { createEachOnce } from "./hand.ts";
import { createLanes, PATIENCE } from "./lanes.ts";
import type { DeliveryLog, EditLog, OrderQueue, Outlet, OwedEdit } from "./ports.ts";

/** So few at once that a post which falls due meanwhile hardly waits for them. */
const AT_ONCE = 5;

/** A refusal that may be over by itself is taken for the last word when it came so many times. */
const REFUSED_TIMES = 3;

/** Minutes. */
const LONGEST_BACKOFF = 60;

/** What correcting needs; handed in. */
export interface CorrectionsParts {
  readonly edits: EditLog;
  readonly deliveries: Pick<DeliveryLog, "memory">;
  readonly orders: Pick<OrderQueue, "list">;
  readonly outlet: Pick<Outlet, "edit">;
  readonly facts: FactIndex;
  readonly factsOf?: (guildId: string) => Promise<FactIndex>;
  readonly look: Look;
  /** Without them edited posts are words alone. */
  readonly pictures?: Pictures;
  readonly clock: Clock;
  readonly log: Log;
}

/** Has posts say what holds now, where what leads them was mended or withdrawn since. */
export interface Corrections {
  /**
   * Looks once what of the last 60 days does not hold any more, and edits some hundreds of posts: what is left is a later
   * beat's, so that thousands are spread out.
   */
  beat(): Promise<void>;
  /** Looks at once at the posts that a server's own fact leads; they are edited with the next beats. */
  changed(factId: string, guildId: string): Promise<void>;
}

/**
 * @param open whether an edit may begin now: posts come first
 * @param tell takes what failed
 * @param certain whether the clock can be relied on
 */
export function createCorrections(
  parts: CorrectionsParts,
  open: () => boolean,
  tell: (error: unknown) => void,
  certain: () => Promise<boolean>,
  signal: AbortSignal,
): Corrections {
  const {
    clock,
    deliveries,
    edits,
    factsOf = async () => parts.facts,
    log,
    look,
    orders,
    outlet,
    pictures = NO_PICTURES,
  } = parts;
  const eachOnce = createEachOnce(createLanes(open, tell, PATIENCE, AT_ONCE));
  let looked = false;
  return {
    async beat() {
      if (!looked && (await certain())) {
        await lookBack();
        // Content changes with a restart; one that changes at run time is told of.
        looked = true;
      }
      if (open()) await eachOnce([await edits.owed(clock())], ({ channelId, day }) => `${channelId} ${day}`, correct);
    },
    changed: lookBack,
  };

  /** Day by day: each is a short look, between which all else has its turn. */
  async function lookBack(factId?: string, guildId?: string): Promise<void> {
    const facts = guildId === undefined ? parts.facts : await factsOf(guildId);
    const today = clock().toZonedDateTimeISO("UTC").toPlainDate();
    for (let ago = -1; ago <= CORRECTED_FOR.days; ago++) {
      for (const said of await edits.saidOn(today.subtract({ days: ago }), factId)) {
        const saying = newSaying(said, facts);
        if (saying !== undefined) await edits.owe(said, saying, clock());
      }
    }
  }

  async function correct(edit: OwedEdit): Promise<void> {
    const facts = await factsOf(edit.guildId);
    const saying = sayingNow(edit.leadId, facts);
    // It was changed back before it was told.
    if (saying === undefined || saying === edit.contentHash) return edits.drop(edit);
    const edited = await outlet.edit(edit.posted, await render(edit, facts), signal);
    if (edited.outcome === "edited") {
      await edits.edited({ ...edit, saying }, saying, clock());
      return log.info(named(edit), "a post was corrected");
    }
    const { outcome, reason } = edited;
    if (outcome === "refused" && (!edited.lasting || edit.attempts + 1 >= REFUSED_TIMES)) {
      log.warn({ ...named(edit), reason }, "a post stays uncorrected");
      return edits.refused(edit, reason);
    }
    await edits.putOff(edit, minutesOn(Math.min(2 ** edit.attempts, LONGEST_BACKOFF), clock()), reason);
  }

  async function render({ at, channelId, day, guildId, leadId, postedAt }: OwedEdit, facts: FactIndex): Promise<Reply> {
    const [memory, all] = await Promise.all([deliveries.memory(guildId), orders.list(guildId)]);
    const order = all.find((it) => it.channelId === channelId);
    const lead = facts.get(leadId);
    const extras = {
      deliveryId: deliveryId({ channelId }, day),
      roleId: order?.roleId,
      quiz: order?.quiz,
      lateFor: isLate(at, postedAt) ? at : undefined,
      correction: correctionOf({ day, factId: leadId }, facts),
      today: clock()
        .toZonedDateTimeISO(order?.timeZone ?? "UTC")
        .toPlainDate(),
    };
    if (lead === undefined) return renderWithdrawn(chooseAnew(lead, order, day, facts, memory), leadId, extras);
    // Nobody waits for it, unlike a post that is due.
    const picture = order?.picture === false ? undefined : await pictures.of(lead, ASKED_WAIT);
    return renderCorrected(chooseAnew(lead, order, day, facts, memory), { ...extras, picture }, look);
  }
}

function named({ channelId, day }: OwedEdit) {
  return { channel: channelId, day: day.toString() };
}
