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
  const [x0, x1] = [x[right - 1] as number, x[right] as number];
  const [y0, y1] = [y[right - 1] as number, y[right] as number];
  return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}

/** Sums over the points between any two places, from running sums. */
class Pieces {
  readonly #x: Float64Array;
  /** Running sums of 1, x, x², y, xy, y², each times what its point counts. */
  readonly #sums: readonly Float64Array[];

  constructor(x: Float64Array, y: Float64Array, weights?: Float64Array) {
    this.#x = x;
    const terms = [
      () => 1,
      (i: number) => x[i] as number,
      (i: number) => (x[i] as number) ** 2,
      (i: number) => y[i] as number,
      (i: number) => (x[i] as number) * (y[i] as number),
      (i: number) => (y[i] as number) ** 2,
    ];
    this.#sums = terms.map((term) => {
      const sums = new Float64Array(x.length + 1);
      for (let i = 0; i < x.length; i++)
        sums[i + 1] = (sums[i] as number) + (weights?.[i] ?? 1) * term(i);
      return sums;
    });
  }

  get ends(): readonly [number, number] {
    return [this.#x[0] as number, this.#x.at(-1) as number];
  }

  /** Points after `from` up to `to`; the first piece has its first point too. */
  between(from: number, to: number): Piece {
    const [first, last] = this.ends;
    const start = from <= first ? 0 : this.#after(from);
    const end = to >= last ? this.#x.length : this.#after(to);
    const sum = (k: number): number =>
      (this.#sums[k]?.[end] as number) - (this.#sums[k]?.[start] as number);
    const width = to - from;
    const count = sum(0);
    const t = (sum(1) - from * count) / width;
    const tt = (sum(2) - 2 * from * sum(1) + from ** 2 * count) / width ** 2;
    const yt = (sum(4) - from * sum(3)) / width;
    return {
      uu: count - 2 * t + tt + ridge,
      uv: t - tt,
      vv: tt + ridge,
      u: sum(3) - yt,
      v: yt,
      constant: sum(5),
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
  return [{ ...(way[0] as Cost), corner: corners[0] as number, before: null }, ...way];
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
        const place = (corners[k] as number) + direction * step;
        if (place <= (corners[k - 1] as number) || place >= (corners[k + 1] as number)) continue;
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
  for (let k = 1; k < corners.length; k++) {
    const [from, to] = [corners[k - 1] as number, corners[k] as number];
    before = through(before, pieces.between(from, to), to);
    costs.push(before);
  }
  return [{ ...(costs[0] as Cost), corner: corners[0] as number, before: null }, ...costs];
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
