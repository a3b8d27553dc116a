import { type Button, button, type Reply, text } from "./reply.ts";

/** A message that one person sees alone, as it is shared: for all, and what it becomes where that was done or failed. */
interface ReplyToShare {
  readonly shares: Reply;
  readonly leaves: Reply;
  readonly failed: Reply;
}

/** The button that posts for all what one person reads alone. */
export function shareButton(id: string): Button {
  return button("Share", id);
}

/** The message for that person alone. */
export function alone(reply: Reply): Reply {
  return { ...reply, audience: "asker" };
}

/**
 * What becomes of a message that one person shares, whom it names without a ping. Pure.
 *
 * @param make the message with that button
 * @param id of its button
 */
export function shareOf(make: (share: Button | undefined) => Reply, id: string, userId: string): ReplyToShare {
  const whole = { ...make(undefined), audience: "everyone" } as const;
  return {
    shares: under(whole, `-# Shared by <@${userId}>`),
    leaves: alone(make(button("Shared", id, true))),
    failed: alone(
      under(make(shareButton(id)), "-# It could not be posted here; look whether it stands, and try again."),
    ),
  };
}

function under(reply: Reply, line: string): Reply {
  return { ...reply, components: [...reply.components, text(line)] };
}
