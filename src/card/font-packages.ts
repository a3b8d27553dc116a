/** A package of Fontsource's: a font in subsets, each a file. All of them are under the Open Font License. */
export interface FontPackage {
  readonly name: string;
  /** How the names of its files end. */
  readonly ending: string;
}

const varied = (name: string): FontPackage => ({ name: `@fontsource-variable/${name}`, ending: "wght-normal.woff2" });
const fixed = (name: string): FontPackage => ({ name: `@fontsource/${name}`, ending: "400-normal.woff2" });

const SCRIPTS = [
  "noto-sans",
  "noto-sans-arabic",
  "noto-sans-hebrew",
  "noto-sans-devanagari",
  "noto-sans-thai",
  "noto-sans-bengali",
  "noto-sans-gurmukhi",
  "noto-sans-gujarati",
  "noto-sans-tamil",
  "noto-sans-telugu",
  "noto-sans-armenian",
  "noto-sans-georgian",
].map(varied);

const JAPANESE = varied("noto-sans-jp");
const KOREAN = varied("noto-sans-kr");
const SIMPLIFIED = varied("noto-sans-sc");
const TRADITIONAL = varied("noto-sans-tc");

const SIGNS = [varied("noto-emoji"), fixed("noto-sans-symbols-2")];

/** The year's own: it has tall digits. */
export const YEAR_PACKAGE = fixed("anton");

/** Fonts for Chinese characters, which look otherwise in each. */
export const EASTERN: readonly FontPackage[] = [JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL];

/**
 * The packages to look in for a text's letters, in their order; several orders where the text does not tell whose its
 * Chinese characters are: then the first by which one font has them all. Kana and hangul tell.
 */
export function fontsFor(text: string): readonly (readonly FontPackage[])[] {
  const orders = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? [JAPANESE]
    : /\p{Script=Hangul}/u.test(text)
      ? [KOREAN]
      : [JAPANESE, SIMPLIFIED, TRADITIONAL];
  return orders.map((first) => [...SCRIPTS, first, ...EASTERN.filter((it) => it !== first), ...SIGNS]);
}

/** All of them, by name. */
export const FONT_PACKAGES: readonly string[] = [YEAR_PACKAGE, ...SCRIPTS, ...EASTERN, ...SIGNS].map(
  ({ name }) => name,
);
