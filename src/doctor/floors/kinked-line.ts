/** A continuous piecewise-linear function by its corners, ascending in x; beyond them its outer pieces go on. */
export interface KinkedLine {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Places that a kink is looked for at first, and heights at which one way of getting there is held against another. */
const places = 48;
const heights = 64;
/** Kinks are moved by ever smaller steps, so many times. */
const sweeps = 24;
/** Keeps a piece without points from having any height at all. */
const ridge = 1e-10;

/** a·v² − 2b·v + c: the least sum of squares up to a corner of height v, and how it is reached. */
interface Cost {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly corner: number;
  readonly before: Cost | null;
}

/** Sums of (y − u·(1 − t) − v·t)² over the points of a piece from height u to v, t from 0 to 1: the six coefficients. */
interface Piece {
  readonly uu: number;
  readonly uv: number;
  readonly vv: number;
  readonly u: number;
  readonly v: number;
  readonly constant: number;
}

/**
 * The continuous piecewise-linear least-squares fit with at most so many kinks: the best with kinks at even shares of the
 * points (dynamic programming over corners, a cost being a quadratic in the corner's height), whose kinks are then moved
 * for as long as that helps.
 *
 * @param x ascending, not all the same
 * @param weights what each point counts; absent: all the same
 */
export function kinkedLine(
  x: Float64Array,
  y: Float64Array,
  kinks: number,
  weights?: Float64Array,
): KinkedLine {
  const pieces = new Pieces(x, y, weights);
  const found = moved(pieces, searched(pieces, x, kinks));
  return { x: found.map((cost) => cost.corner), y: heightsOf(pieces, found) };
}

/** The line's value anywhere. */
export function valueOn({ x, y }: KinkedLine, at: number): number {
  let right = 1;
  while (right < x.length - 1 && at > (x[right] as number)) right++;
  const [x0, x1] = x.slice(right - 1, right + 1) as [number, number];
  const [y0, y1] = y.slice(right - 1, right + 1) as [number, number];
  return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}

/** Sums over the points between any two places, from running sums. */
class Pieces {
  readonly #x: Float64Array;
  /** Running sums, each point times what it counts. */
  readonly #sums: Readonly<Record<'count' | 'x' | 'xx' | 'y' | 'xy' | 'yy', Float64Array>>;

  constructor(x: Float64Array, y: Float64Array, weights?: Float64Array) {
    this.#x = x;
    const square = (value: number) => value ** 2;
    this.#sums = {
      count: runningSums(
        x.map(() => 1),
        weights,
      ),
      x: runningSums(x, weights),
      xx: runningSums(x.map(square), weights),
      y: runningSums(y, weights),
      xy: runningSums(
        x.map((value, i) => value * (y[i] as number)),
        weights,
      ),
      yy: runningSums(y.map(square), weights),
    };
  }

  get ends(): readonly [number, number] {
    return [this.#x[0] as number, this.#x.at(-1) as number];
  }

  /** Points after `from` up to `to`; the first piece has its first point too. */
  between(from: number, to: number): Piece {
    const [first, last] = this.ends;
    const start = from <= first ? 0 : this.#after(from);
    const end = to >= last ? this.#x.length : this.#after(to);
    const over = (sums: Float64Array): number => (sums[end] as number) - (sums[start] as number);
    const width = to - from;
    const count = over(this.#sums.count);
    const x = over(this.#sums.x);
    const y = over(this.#sums.y);
    const t = (x - from * count) / width;
    const tt = (over(this.#sums.xx) - 2 * from * x + from ** 2 * count) / width ** 2;
    const yt = (over(this.#sums.xy) - from * y) / width;
    return {
      uu: count - 2 * t + tt + ridge,
      uv: t - tt,
      vv: tt + ridge,
      u: y - yt,
      v: yt,
      constant: over(this.#sums.yy),
    };
  }

  /** Points that are not right of a place. */
  #after(place: number): number {
    let [low, high] = [0, this.#x.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#x[middle] as number) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function runningSums(terms: Float64Array, weights?: Float64Array): Float64Array {
  const sums = new Float64Array(terms.length + 1);
  let sum = 0;
  terms.forEach((term, i) => {
    sum += (weights?.[i] ?? 1) * term;
    sums[i + 1] = sum;
  });
  return sums;
}

/** The least cost up to the end of a piece, whatever the height at its start. */
function through(before: Cost | null, piece: Piece, corner: number): Cost {
  const { a, b, c } = before ?? { a: 0, b: 0, c: 0 };
  const curvature = a + piece.uu;
  const pull = b + piece.u;
  return {
    a: piece.vv - piece.uv ** 2 / curvature,
    b: piece.v - (piece.uv * pull) / curvature,
    c: piece.constant + c - pull ** 2 / curvature,
    corner,
    before,
  };
}

const costAt = ({ a, b, c }: Cost, height: number): number => (a * height - 2 * b) * height + c;
const leastOf = ({ a, b, c }: Cost): number => c - b ** 2 / a;

/** Corners from the first to the last, with their costs. */
function searched(pieces: Pieces, x: Float64Array, kinks: number): readonly Cost[] {
  const corners = cornersOf(x);
  const levels = levelsOf(pieces, corners);
  const last = corners.length - 1;
  const all = corners.map((from) =>
    corners.map((to) => (to > from ? pieces.between(from, to) : null)),
  );
  let ways: Cost[][] = corners.map((corner, j) => {
    const piece = all[0]?.[j];
    return piece ? [through(null, piece, corner)] : [];
  });
  let best = ways[last]?.[0] as Cost;
  for (let kink = 0; kink < kinks; kink++) {
    ways = corners.map((corner, j) => {
      const found: Cost[] = [];
      for (let i = 1; i < j; i++) {
        const piece = all[i]?.[j];
        if (piece) for (const way of ways[i] ?? []) found.push(through(way, piece, corner));
      }
      return cheapest(found, levels);
    });
    for (const way of ways[last] ?? []) if (leastOf(way) < leastOf(best)) best = way;
  }
  const way: Cost[] = [];
  for (let cost: Cost | null = best; cost !== null; cost = cost.before) way.unshift(cost);
  return withStart(corners, way);
}

/** The ends and, between them, places with even shares of the points. */
function cornersOf(x: Float64Array): readonly number[] {
  const corners = Array.from(
    { length: places + 2 },
    (_, k) => x[Math.round((k * (x.length - 1)) / (places + 1))] as number,
  );
  return [...new Set(corners)];
}

/** Heights that corners of a good fit may have, from those of a line through all of them. */
function levelsOf(pieces: Pieces, corners: readonly number[]): readonly number[] {
  const [from, to] = pieces.ends;
  const { u, uu, constant } = pieces.between(from, to);
  const middle = u / uu;
  const reach = 4 * Math.sqrt(constant / corners.length) + Math.abs(middle);
  return Array.from({ length: heights }, (_, k) => middle + reach * ((2 * k) / (heights - 1) - 1));
}

/** Those that are the least at some height. */
function cheapest(costs: readonly Cost[], levels: readonly number[]): Cost[] {
  const kept = new Set<Cost>();
  for (const level of levels) {
    let best: Cost | undefined;
    let least = Infinity;
    for (const cost of costs) {
      const value = costAt(cost, level);
      if (value < least) [best, least] = [cost, value];
    }
    if (best !== undefined) kept.add(best);
  }
  return [...kept];
}

/** The same corners, each kink where the sum of squares is least, the others staying. */
function moved(pieces: Pieces, found: readonly Cost[]): readonly Cost[] {
  const corners = found.map(({ corner }) => corner);
  const [from, to] = pieces.ends;
  let step = (to - from) / places;
  let best = chain(pieces, corners);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let k = 1; k < corners.length - 1; k++)
      for (const direction of [-1, 1]) {
        const [left, here, right] = corners.slice(k - 1, k + 2) as [number, number, number];
        const place = here + direction * step;
        if (place <= left || place >= right) continue;
        const tried = chain(pieces, corners.with(k, place));
        if (leastOf(tried.at(-1) as Cost) < leastOf(best.at(-1) as Cost)) {
          best = tried;
          corners[k] = place;
        }
      }
    step *= 0.7;
  }
  return best;
}

/** Costs up to each of some corners. */
function chain(pieces: Pieces, corners: readonly number[]): readonly Cost[] {
  const costs: Cost[] = [];
  let before: Cost | null = null;
  let from: number | null = null;
  for (const to of corners) {
    if (from !== null) {
      before = through(before, pieces.between(from, to), to);
      costs.push(before);
    }
    from = to;
  }
  return withStart(corners, costs);
}

/** The first corner has no cost of its own. */
function withStart(corners: readonly number[], costs: readonly Cost[]): readonly Cost[] {
  const [start] = corners as readonly [number];
  const [first] = costs as readonly [Cost];
  return [{ ...first, corner: start, before: null }, ...costs];
}

/** The corners' heights, from the last one back. */
function heightsOf(pieces: Pieces, costs: readonly Cost[]): readonly number[] {
  const last = costs.at(-1) as Cost;
  let height = last.b / last.a;
  const found = [height];
  for (let k = costs.length - 1; k > 0; k--) {
    const [from, to] = [(costs[k - 1] as Cost).corner, (costs[k] as Cost).corner];
    const piece = pieces.between(from, to);
    const { a, b } = costs[k]?.before ?? { a: 0, b: 0 };
    height = (b + piece.u - piece.uv * height) / (a + piece.uu);
    found.unshift(height);
  }
  return found;
}
