import { customId } from "./custom-id.ts";
import { type Button, button } from "./reply.ts";

/** The button that removes what was just scheduled. */
export function undoAddButton(channelId: string, createdAt: Temporal.Instant): Button {
  return button("Undo", customId("daily", "undo", channelId, writeStamp(createdAt)));
}

/** The button that puts back what was just removed. */
export function undoRemoveButton(channelId: string, removedAt: Temporal.Instant): Button {
  return button("Undo", customId("daily", "put-back", channelId, writeStamp(removedAt)));
}

/** An instant to the millisecond, in the few letters that a button's id has room for. */
export function writeStamp(at: Temporal.Instant): string {
  return at.epochMilliseconds.toString(36);
}
