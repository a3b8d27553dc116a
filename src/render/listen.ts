import type { Recording } from "../../facts/index.ts";
import { LIMITS } from "./reply.ts";
import { bare } from "./text.ts";

/** What the Listen button opens unless the environment says otherwise: a video search. */
export const DEFAULT_LISTEN_URL = "https://www.youtube.com/results?search_query={artist}%20{title}";

/**
 * The address at which a recording can be heard.
 *
 * @param template an address with `{artist}` and `{title}` in it
 * @returns `undefined` where a name shows nothing, and for an address longer than Discord allows
 */
export function listenAddress(template: string, recording: Recording): string | undefined {
  const names = { artist: bare(recording.artist), title: bare(recording.title) };
  if (names.artist === "" || names.title === "") return undefined;
  const { href } = new URL(fill(template, names));
  return href.length > LIMITS.url ? undefined : href;
}

/** What is wrong with such a template, as the rest of a sentence; `undefined` when nothing is. */
export function problemOfListenUrl(template: string): string | undefined {
  const usable =
    // In the host a name would say whose page it is.
    /^https:\/\/[^/?#{}\s]+[/?#]\S+$/i.test(template) &&
    ["{artist}", "{title}"].every((it) => template.includes(it)) &&
    URL.canParse(fill(template, { artist: "a", title: "t" })) &&
    listenAddress(template, { artist: "a", title: "t" }) !== undefined;
  if (usable) return undefined;
  return `must be an https address of a page, with {artist} and {title} in it and less than ${LIMITS.url} characters, such as ${DEFAULT_LISTEN_URL}`;
}

function fill(template: string, names: Recording): string {
  return template.replaceAll(/\{(artist|title)\}/g, (_, name: keyof Recording) => encode(names[name]));
}

/** For any part of an address; the signs that `encodeURIComponent` leaves end a link in some texts. */
function encode(name: string): string {
  return encodeURIComponent(name).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
