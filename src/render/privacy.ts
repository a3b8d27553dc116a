import { customId } from "./custom-id.ts";
import { button, dangerButton, PLAIN, type Reply, reply, row, text } from "./reply.ts";

/** Whose it is: the asker's own, or the server's. */
export type Side = "mine" | "server";

const WORDS: Readonly<
  Record<Side, { readonly heading: string; readonly none: string; readonly label: string; readonly question: string }>
> = {
  mine: {
    heading: "## What I keep of you",
    none: "Nothing.",
    label: "Delete what is mine",
    question:
      "**Delete all that I keep of you?** What you saved and reported, and how you stand in the quiz with your points, goes for good. Daily posts that you ordered go on, as they are the server's; that you ordered them is forgotten, so nobody is told when one is paused.",
  },
  server: {
    heading: "## What I keep of this server",
    none: "Nothing.",
    label: "Delete what is this server's",
    question:
      "**Delete all that I keep of this server?** Its daily posts end, and what was posted, blocked and shown here is forgotten, for good.",
  },
};

/**
 * What is kept, a line for each kind, and buttons that delete it. For the asker alone.
 *
 * @param kept lines for each side; the server's only for who may manage it
 */
export function renderPrivacy(kept: { readonly mine: readonly string[]; readonly server?: readonly string[] }): Reply {
  const sides = (["mine", "server"] as const).flatMap((side) => {
    const lines = kept[side];
    return lines === undefined ? [] : [{ side, lines }];
  });
  return reply("asker", PLAIN, [
    ...sides.map(({ lines, side }) =>
      text(WORDS[side].heading, ...(lines.length === 0 ? [WORDS[side].none] : lines.map((it) => `- ${it}`))),
    ),
    text(
      "-# I read no messages but one on which you choose my command, and keep no names. docs/PRIVACY.md in my source has all of it.",
    ),
    row(
      ...sides.map(({ lines, side }) =>
        lines.length === 0 ? undefined : dangerButton(WORDS[side].label, customId("privacy", "ask", side)),
      ),
    ),
  ]);
}

/** Asks whether it is to be deleted. */
export function renderPrivacyQuestion(side: Side): Reply {
  return reply("asker", PLAIN, [
    text(WORDS[side].question),
    row(dangerButton("Delete", customId("privacy", "delete", side)), button("Keep", customId("privacy", "show"))),
  ]);
}
