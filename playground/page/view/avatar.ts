import type { PersonView } from "../../protocol.ts";

const COLOURS = ["#8a5cf6", "#0e8f6e", "#c2410c", "#be185d", "#1d6fb8", "#7a6a00"] as const;

/** The bot's picture: two discs that fade into each other. */
const BOT_PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><defs><linearGradient id="a" x1="0" x2="1">
<stop offset="0" stop-color="#7c5cff"/><stop offset="1" stop-color="#ff5c9d"/></linearGradient></defs>
<rect width="40" height="40" fill="url(#a)"/><circle cx="15" cy="20" r="8.5" fill="none" stroke="#fff" stroke-width="3"/>
<circle cx="25" cy="20" r="8.5" fill="none" stroke="#fff" stroke-width="3"/><circle cx="15" cy="20" r="2" fill="#fff"/>
<circle cx="25" cy="20" r="2" fill="#fff"/></svg>`;

/** A picture for a person, as a data address: the page asks no network for one. */
export function avatarOf({ name, part }: PersonView): string {
  const letters = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  const colour = COLOURS[letters % COLOURS.length];
  const initial = /^\p{L}/u.exec(name)?.[0] ?? "?";
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/>
<text x="20" y="27" fill="#fff" font-family="sans-serif" font-size="19" font-weight="600" text-anchor="middle">${initial}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(part === "app" ? BOT_PICTURE : picture)}`;
}
