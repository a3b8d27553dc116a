/** An emoji as text; a server's own, whose picture is Discord's, by its name. */
export function emojiText(
  emoji: { readonly id?: string | null; readonly name?: string | null } | null | undefined,
): string {
  if (!emoji?.name) return "";
  return emoji.id ? `:${emoji.name}:` : emoji.name;
}
