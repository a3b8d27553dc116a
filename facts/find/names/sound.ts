/** Letters that stand for one sound at the beginning of a name. */
const ONE_SOUND = ["ckq", "csz", "fv", "gj", "jy", "iy", "vw", "xz", "sx"];

/** Beginnings of which one letter is not heard, or two are heard as one. */
const HEARD: readonly (readonly [beginning: RegExp, heard: string])[] = [
  [/^ph/, "f"],
  [/^(?:kn|gn|pn)/, "n"],
  [/^wr/, "r"],
  [/^ps/, "s"],
  [/^wh/, "w"],
];

const MAY_BE_HEARD_OTHERWISE = "gkpw";

/** Whether two names begin with the same letter or the same sound: Kanye and Canye, Phil and Fil. */
export function beginAlike(a: string, b: string): boolean {
  const [one, other] = [firstOf(a), firstOf(b)];
  return (
    one !== "" && (one === other || a[0] === b[0] || ONE_SOUND.some((it) => it.includes(one) && it.includes(other)))
  );
}

function firstOf(name: string): string {
  const first = name[0]!;
  if (!MAY_BE_HEARD_OTHERWISE.includes(first)) return first;
  return HEARD.find(([beginning]) => beginning.test(name))?.[1] ?? first;
}
