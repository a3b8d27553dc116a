/** A graph as numbers: the neighbours of each node, and how good a story each of those steps tells. */
export interface Steps {
  /** Ascending, each once. */
  neighbours(node: number): readonly number[];
  /** Of two neighbours; the greater, the better. The same both ways. */
  weight(node: number, neighbour: number): number;
}

/**
 * All shortest chains between two nodes: the nodes at each step, the two ends alone in the first and the last; each is on
 * some shortest chain.
 */
type Layers = readonly (readonly number[])[];

/** Shortest chains between two nodes. */
export interface Chains {
  /** How many steps each of them has; 0 from a node to itself. */
  readonly length: number;
  /** How many there are. A safe integer or, beyond, about. */
  readonly count: number;
  /**
   * The nodes of one of them, both ends included; by the sum of their steps' weights, the greatest first, and among
   * equals by their nodes' numbers.
   *
   * @param nth from 1 to `count`
   */
  nth(nth: number): readonly number[];
}

/**
 * Finds the shortest chains, breadth-first from both ends, always a whole layer of the smaller side.
 *
 * @returns `undefined` where nothing joins the two
 */
export function findChains(steps: Steps, from: number, to: number): Chains | undefined {
  const layers = findLayers(steps, from, to);
  if (layers === undefined) return undefined;
  const { best, count } = lookAhead(steps, layers);
  return {
    length: layers.length - 1,
    count: count.get(from) ?? 0,
    nth: (nth) => nthBest(steps, layers, best, nth),
  };
}

/** One side of the search: how far each node is from its end, and the outermost layer. */
interface Side {
  readonly distance: Map<number, number>;
  edge: readonly number[];
  depth: number;
}

function findLayers(steps: Steps, from: number, to: number): Layers | undefined {
  const near: Side = { distance: new Map([[from, 0]]), edge: [from], depth: 0 };
  const far: Side = { distance: new Map([[to, 0]]), edge: [to], depth: 0 };
  let meeting = from === to ? [from] : [];
  while (meeting.length === 0) {
    const [side, other] = near.edge.length <= far.edge.length ? [near, far] : [far, near];
    widen(side, steps);
    if (side.edge.length === 0) return undefined;
    // Whole layers are searched, so a node met for the first time lies on the other side's outermost one.
    meeting = side.edge.filter((it) => other.distance.has(it));
  }
  return [...walkBack(meeting, near, steps).reverse(), meeting, ...walkBack(meeting, far, steps)];
}

function widen(side: Side, steps: Steps): void {
  const next: number[] = [];
  side.depth += 1;
  for (const node of side.edge) {
    for (const it of steps.neighbours(node)) {
      if (side.distance.has(it)) continue;
      side.distance.set(it, side.depth);
      next.push(it);
    }
  }
  side.edge = next;
}

/** The layers from where both sides met to that side's end, without the first, nearest to the meeting first. */
function walkBack(meeting: readonly number[], { distance, depth }: Side, steps: Steps): number[][] {
  const walked: number[][] = [];
  let layer = meeting;
  for (let left = depth - 1; left >= 0; left--) {
    const nearer = new Set(layer.flatMap((it) => steps.neighbours(it).filter((next) => distance.get(next) === left)));
    layer = [...nearer];
    walked.push([...nearer]);
  }
  return walked;
}

/** For each node of the layers: how many chains lead from it to the last, and the weight of the best of them. */
function lookAhead(steps: Steps, layers: Layers) {
  const best = new Map<number, number>();
  const count = new Map<number, number>();
  for (const it of layers.at(-1) ?? []) {
    best.set(it, 0);
    count.set(it, 1);
  }
  for (let at = layers.length - 2; at >= 0; at--) {
    for (const node of layers[at] ?? []) {
      const next = onwards(steps, layers, at, node);
      best.set(node, Math.max(...next.map((it) => steps.weight(node, it) + (best.get(it) ?? 0))));
      count.set(
        node,
        next.reduce((sum, it) => sum + (count.get(it) ?? 0), 0),
      );
    }
  }
  return { best, count };
}

function onwards(steps: Steps, layers: Layers, at: number, node: number): readonly number[] {
  const layer = new Set(layers[at + 1]);
  return steps.neighbours(node).filter((it) => layer.has(it));
}

/** A chain that is begun. */
interface Begun {
  readonly path: readonly number[];
  /** Of its steps so far. */
  readonly weight: number;
  /** Of the best chain that begins so. */
  readonly promise: number;
}

/** Goes on with the most promising beginning: what each promises is what its best end keeps, so ends come in order. */
function nthBest(steps: Steps, layers: Layers, best: ReadonlyMap<number, number>, nth: number) {
  const last = layers.length - 1;
  const [start = 0] = layers[0] ?? [];
  const begun: Begun[] = [{ path: [start], weight: 0, promise: best.get(start) ?? 0 }];
  for (let found = 0; ; ) {
    const next = begun.pop();
    if (next === undefined) throw new RangeError(`there is no chain number ${nth}`);
    const at = next.path.length - 1;
    if (at === last) {
      found += 1;
      if (found === nth) return next.path;
      continue;
    }
    const node = next.path[at] ?? start;
    for (const it of onwards(steps, layers, at, node)) {
      const weight = next.weight + steps.weight(node, it);
      insert(begun, { path: [...next.path, it], weight, promise: weight + (best.get(it) ?? 0) });
    }
  }
}

/** Keeps the list in order, the one to go on with at its end. */
function insert(begun: Begun[], added: Begun): void {
  let [low, high] = [0, begun.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comesBefore(added, begun[middle] as Begun)) low = middle + 1;
    else high = middle;
  }
  begun.splice(low, 0, added);
}

function comesBefore(one: Begun, other: Begun): boolean {
  if (one.promise !== other.promise) return one.promise > other.promise;
  const at = one.path.findIndex((node, step) => node !== other.path[step]);
  // Of two that begin alike the longer one, which is nearer to its end.
  return at === -1 ? one.path.length > other.path.length : (one.path[at] ?? 0) < (other.path[at] ?? Infinity);
}
