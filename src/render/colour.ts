type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** From linear light to what the eye's three kinds of cones take in; Björn Ottosson's OKLab, as are those below. */
const LIGHT_TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];

/** From the cube roots of that to lightness, and how green to red and how blue to yellow it is. */
const CONES_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

const LAB_TO_CONES: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];

const CONES_TO_LIGHT: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

/**
 * The colour halfway between all of these as people see them: their mean in OKLab, as vivid as they are, for two that
 * lie opposite each other would else make a grey.
 *
 * Their order does not matter, and one that stands there twice counts once.
 *
 * @param colours `#rrggbb`
 * @returns RGB as a number; `undefined` for none
 */
export function mix(colours: readonly string[]): number | undefined {
  const labs = [...new Set(colours)].toSorted().map(toLab);
  if (labs.length === 0) return undefined;
  const [lightness, red, yellow] = [0, 1, 2].map((at) => meanOf(labs.map((it) => it[at] ?? 0))) as unknown as Triple;
  const own = Math.hypot(red, yellow);
  const vivid = own === 0 ? 1 : meanOf(labs.map(([, a, b]) => Math.hypot(a, b))) / own;
  return toNumber([lightness, red * vivid, yellow * vivid]);
}

/**
 * The same hue at another lightness, as vivid as a screen shows it there.
 *
 * @param colour `#rrggbb`
 * @param lightness OKLab's, from 0 (black) to 1 (white)
 */
export function shade(colour: string, lightness: number): string {
  const [own, red, yellow] = toLab(colour);
  // Far from its own lightness a hue has less room: what would be cut off at an edge would come out as another hue.
  const room = Math.min(1, lightness / own, (1 - lightness) / (1 - Math.min(own, 0.99)));
  return toHex([lightness, red * room, yellow * room]);
}

/** What lies between two colours as people see them. @param share of the second, from 0 to 1 */
export function blend(first: string, second: string, share: number): string {
  const [from, to] = [toLab(first), toLab(second)];
  return toHex(from.map((it, at) => it + ((to[at] ?? 0) - it) * share) as unknown as Triple);
}

/**
 * How well one colour stands off another, from 1 to 21: the ratio of WCAG, which asks for 4.5 of text, or better 7.
 *
 * @param one `#rrggbb`, as the other
 */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = toLight(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toLight(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

function toLab(colour: string): Triple {
  return times(CONES_TO_LAB, times(LIGHT_TO_CONES, toLight(colour)).map(Math.cbrt));
}

function toHex(lab: Triple): string {
  return `#${toNumber(lab).toString(16).padStart(6, "0")}`;
}

/** What no screen shows is brought to the edge of what it does. */
function toNumber(lab: Triple): number {
  const light = times(
    CONES_TO_LIGHT,
    times(LAB_TO_CONES, lab).map((it) => it ** 3),
  );
  return light.reduce((number, part) => {
    const within = Math.min(1, Math.max(0, part));
    const shown = within <= 0.0031308 ? within * 12.92 : 1.055 * within ** (1 / 2.4) - 0.055;
    return number * 256 + Math.round(shown * 255);
  }, 0);
}

function times(matrix: Matrix, vector: readonly number[]): Triple {
  return matrix.map((row) => row.reduce((sum, it, at) => sum + it * (vector[at] ?? 0), 0)) as unknown as Triple;
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
}
