/** Scripts that part words by nothing that is seen, and where a line may not break within one. */
const SPACELESS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const WORDS = new Intl.Segmenter("th", { granularity: "word" });

/** OKLab's lightness of what stands on the ground in a world's colour. */
export const BRIGHT = 0.83;

export type CardStyle = Readonly<Record<string, string | number>>;

/** What is drawn: boxes within boxes, and texts. Plain data. */
export type CardNode =
  | { readonly type: "container"; readonly style: CardStyle; readonly children: readonly CardNode[] }
  | { readonly type: "text"; readonly text: string; readonly style: CardStyle; readonly dir: "ltr" | "rtl" };

export function box(style: CardStyle, children: readonly CardNode[]): CardNode {
  return { type: "container", style, children };
}

export function text(content: string, style: CardStyle): CardNode {
  const wordBreak = /\p{Script=Hangul}/u.test(content) ? "keep-all" : "normal";
  return { type: "text", text: withBreaks(content), style: { ...style, wordBreak }, dir: directionOf(content) };
}

/** Says where lines may break where the renderer does not know. */
function withBreaks(content: string): string {
  // A name such as Run-D.M.C. is not parted at its hyphen.
  const whole = content.replaceAll("-", "-\u2060");
  return SPACELESS.test(whole) ? [...WORDS.segment(whole)].map((it) => it.segment).join("\u200b") : whole;
}

/** That of its first letter. */
function directionOf(content: string): "ltr" | "rtl" {
  const [first = ""] = /\p{L}/u.exec(content) ?? [];
  const leftwards = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  return leftwards.test(first) ? "rtl" : "ltr";
}
