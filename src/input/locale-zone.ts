/** Zones by Discord's name of a language of which nearly all speakers live in one. */
const OF_LANGUAGE: Readonly<Record<string, string>> = {
  bg: "Europe/Sofia",
  cs: "Europe/Prague",
  da: "Europe/Copenhagen",
  de: "Europe/Berlin",
  el: "Europe/Athens",
  "en-GB": "Europe/London",
  "es-ES": "Europe/Madrid",
  fi: "Europe/Helsinki",
  fr: "Europe/Paris",
  hi: "Asia/Kolkata",
  hr: "Europe/Zagreb",
  hu: "Europe/Budapest",
  id: "Asia/Jakarta",
  it: "Europe/Rome",
  ja: "Asia/Tokyo",
  ko: "Asia/Seoul",
  lt: "Europe/Vilnius",
  nl: "Europe/Amsterdam",
  no: "Europe/Oslo",
  pl: "Europe/Warsaw",
  "pt-BR": "America/Sao_Paulo",
  ro: "Europe/Bucharest",
  ru: "Europe/Moscow",
  "sv-SE": "Europe/Stockholm",
  th: "Asia/Bangkok",
  tr: "Europe/Istanbul",
  uk: "Europe/Kyiv",
  vi: "Asia/Ho_Chi_Minh",
  "zh-CN": "Asia/Shanghai",
  "zh-TW": "Asia/Taipei",
};

/** Those of languages that are spoken in many zones: that of most people. */
const GUESSES: Readonly<Record<string, string>> = {
  "en-US": "America/New_York",
  "es-419": "America/Mexico_City",
};

/** A zone, and why it is that one, to follow "the zone is …". */
export interface SuggestedZone {
  readonly zone: string;
  readonly why: string;
}

/** The zone that a server's language suggests; UTC where it suggests none. @param locale as Discord sent it, unchecked */
export function suggestZone(locale: string | undefined): SuggestedZone {
  const known = own(OF_LANGUAGE, locale);
  if (known !== undefined) return { zone: known, why: `that of the server's language, ${nameOf(locale)}` };
  const guess = own(GUESSES, locale);
  if (guess === undefined) return { zone: "UTC", why: "a guess, as the server's language tells of none" };
  return { zone: guess, why: `a guess, as the server's language, ${nameOf(locale)}, is spoken in many` };
}

function own(record: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** In English; only of one that is known, for Node refuses what is none. */
function nameOf(locale = "en"): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(locale) ?? locale;
}
