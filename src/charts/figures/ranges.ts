import type { Range } from '#src/charts/figure.ts';

export type Scale = 'linear' | 'log';

/** Smallest and largest finite value (positive ones only for a log scale) of several arrays; null where there is none. */
export function extentOf(
  arrays: Iterable<ArrayLike<number>>,
  scale: Scale = 'linear',
): Range | null {
  const floor = scale === 'log' ? 0 : Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!(value > floor) || value === Number.POSITIVE_INFINITY) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * The range of an axis that does not jump: the previous one as long as the data fit and fill a third of it, else the
 * data's own extent rounded outwards in generous steps.
 *
 * @param previous the range drawn before, in data units; null: none
 * @param extent of the data; positive on a log scale
 * @returns in data units
 */
export function steadyRange(previous: Range | null, extent: Range | null, scale: Scale): Range {
  if (extent === null) return previous ?? (scale === 'log' ? [0.1, 1] : [0, 1]);
  const measure = scale === 'log' ? Math.log10 : (value: number) => value;
  if (previous !== null && previous[0] <= extent[0] && extent[1] <= previous[1]) {
    const filled = measure(extent[1]) - measure(extent[0]);
    const room = measure(previous[1]) - measure(previous[0]);
    if (filled > room / 3) return previous;
  }
  return scale === 'log' ? logRange(extent) : linearRange(extent);
}

/**
 * The range of a linear axis on which nothing touches an end: the previous one as long as the data fit and fill half of
 * it, else the data's extent with some room at both ends.
 *
 * @param previous the range drawn before, in data units; null: none
 * @param padding share of the extent that is added at each end
 */
export function paddedRange(previous: Range | null, [low, high]: Range, padding: number): Range {
  if (previous !== null && previous[0] <= low && high <= previous[1]) {
    if (high - low > (previous[1] - previous[0]) / 2) return previous;
  }
  const room = padding * (high - low) || Math.abs(high) || 1;
  return [low - room, high + room];
}

/** A linear axis has about so many steps, to which its ends are rounded. */
const linearSteps = 8;
/** Differences below this share of the values are rounding, not data. */
const flatShare = 1e-6;

function linearRange([low, high]: Range): Range {
  // A lower end near zero is zero: heights then compare as they look.
  const from = low >= 0 && low <= 0.6 * high ? 0 : low;
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const flat = high - from < flatShare * size;
  const step = niceStep((flat ? size : high - from) / linearSteps);
  const room = flat ? 1 : 0;
  return [(Math.floor(from / step) - room) * step, (Math.ceil(high / step) + room) * step];
}

/** What falls short of a step by less is rounding. */
const rounding = 1e-9;

/** A logarithmic axis is never shorter than this, in decades: a factor of two. */
const leastDecades = 0.3;
/** Room beyond the data at each end of a logarithmic axis, in steps. */
const logPadding = 1 / 8;

/**
 * Ends lie on a grid of decades, halved again and again until about four to eight steps hold the data: close to them,
 * yet unmoved by most of what they do.
 */
function logRange([low, high]: Range): Range {
  const [bottom, top] = [Math.log10(low), Math.log10(high)];
  const missing = Math.max(leastDecades - (top - bottom), 0) / 2;
  const step = 2 ** Math.floor(Math.log2((top - bottom + 2 * missing) / 4));
  const from = Math.floor((bottom - missing) / step + rounding) - logPadding;
  const to = Math.ceil((top + missing) / step - rounding) + logPadding;
  return [10 ** (from * step), 10 ** (to * step)];
}

/** The smallest of 1, 2, 5 · 10ⁿ that is at least `value`. */
export function niceStep(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5].find((candidate) => candidate * decade >= value * (1 - 1e-9)) ?? 10;
  return factor * decade;
}

/**
 * How far a time axis reaches: to the planned end where that is near, else in doublings towards it, so that neither
 * the first epochs of a long run are a speck nor the axis moves with each of them.
 *
 * @param reached the latest position
 * @param planned the last one expected, or null where it is not known
 * @param first where the doublings start
 */
export function growingEnd(reached: number, planned: number | null, first: number): number {
  if (planned !== null && planned <= first) return Math.max(planned, reached);
  let end = first;
  while (end < reached) end *= 2;
  return planned !== null && end > planned / 2 ? Math.max(planned, reached) : end;
}
