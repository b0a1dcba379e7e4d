import type { LayoutAxis } from 'plotly.js';
import type { Figure, Range } from '#src/charts/figure.ts';
import { withoutMarkup } from '#src/charts/figures/plain-text.ts';
import { niceStep, type Scale } from '#src/charts/figures/ranges.ts';
import { formatNumber } from '#words/base/numbers.ts';

/** Where an axis is numbered, in data units, and how. */
export interface Ticks {
  readonly tickvals: number[];
  readonly ticktext: string[];
}

type NumberedAxis = Partial<LayoutAxis> & Ticks;

/** The `tickformat` of an axis that counts what has no parts. */
export const wholeNumbers = 'd';

/** Pixels between two numbers, along either axis, at the least. */
const spacing = { x: 72, y: 25 } as const;

/** Which digits of each decade are numbered on a logarithmic axis, from the densest to the sparsest. */
const logDigits = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]] as const;
/** Where even one number a decade is too many: decades from one to the next. */
const decadeStrides = [2, 3, 5, 10, 20, 50, 100];

/** Powers of ten beyond these are no numbers. */
const exponentLimit = 300;

/** On a linear axis that ends at or beyond these sizes, all numbers have the same power of ten. */
const plain = { from: 1e-3, to: 1e6 } as const;

/**
 * Round numbers along an axis, written as everywhere on the page.
 *
 * @param range what is seen, in data units; positive on a log scale
 * @param most how many there is room for
 * @param reach how far out of sight the numbers go on, for panning
 * @param least what the axis counts: no smaller step, unless less than two of it are in sight
 */
export function axisTicks(
  range: Range,
  scale: Scale,
  most: number,
  reach: Range = range,
  least = 0,
): Ticks {
  const [low, high] = range;
  if (scale === 'linear' || high / low < 2) {
    const wanted = niceStep((high - low) / Math.max(most, 1));
    const counted = Math.max(wanted, least);
    const step = telling(multiples(counted, range) < 2 ? wanted : counted, range);
    const from = scale === 'log' ? Math.max(reach[0], step) : reach[0];
    return linearTicks([from, reach[1]], step, Math.max(Math.abs(low), Math.abs(high)));
  }
  const candidates = logCandidates(reach).find((values) => within(values, range).length <= most);
  const tickvals = (candidates ?? []).filter((value) => value >= least);
  return { tickvals, ticktext: tickvals.map((value) => formatNumber(value)) };
}

/** The step, or the largest round one below it that has two numbers in sight: one alone tells no size. */
function telling(step: number, range: Range): number {
  if (multiples(step, range) >= 2) return step;
  const decade = 10 ** Math.floor(Math.log10(step));
  const smaller = [1, 0.1].flatMap((part) => [5, 4, 3, 2, 1].map((n) => n * part * decade));
  return smaller.find((of) => of < step && multiples(of, range) >= 2) ?? step;
}

/** How many multiples of a step are in sight. */
function multiples(of: number, [low, high]: Range): number {
  return Math.floor(high / of + 1e-9) - Math.ceil(low / of - 1e-9) + 1;
}

/** @param largest size of what is seen; it decides how the numbers are written */
function linearTicks([low, high]: Range, step: number, largest: number): Ticks {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(0, Math.floor(high / step + 1e-9) - first + 1);
  // Multiples of a step carry rounding errors.
  const tickvals = Array.from({ length: count }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  if (largest >= plain.from && largest < plain.to)
    return { tickvals, ticktext: tickvals.map((value) => formatNumber(value, 12)) };
  const exponent = Math.floor(Math.log10(largest) + 1e-9);
  return {
    tickvals,
    ticktext: tickvals.map((value) =>
      value === 0 ? '0' : `${formatNumber(value / 10 ** exponent, 12)}e${formatNumber(exponent)}`,
    ),
  };
}

/** What lies within a range, ends included even where rounding has moved them. */
function within(values: readonly number[], [low, high]: Range): number[] {
  return values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}

function logCandidates(reach: Range): number[][] {
  const [low, high] = reach;
  const first = Math.floor(Math.log10(low));
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return [
    ...logDigits.map((digits) =>
      decades.flatMap((decade) => digits.map((digit) => Number(`${digit}e${decade}`))),
    ),
    ...decadeStrides.map((stride) =>
      decades.filter((decade) => decade % stride === 0).map((decade) => Number(`1e${decade}`)),
    ),
  ].map((values) => within(values, reach));
}

/** Width of a character of a number beside an axis; room for the tick and for the axis' title; in pixels. */
const characterWidth = 7;
const titleRoom = 28;

/** Of names evenly spread over so many pixels, each how manieth has room. */
export function labelStride(names: readonly string[], pixels: number): number {
  const longest = Math.max(0, ...names.map((name) => name.length)) + 1;
  return Math.max(1, Math.ceil((longest * characterWidth * names.length) / Math.max(pixels, 1)));
}

/**
 * The figure as Plotly takes it: without foreign markup and with its axes numbered, those that have a range and no names or numbers of their own, and a left margin that
 * holds them. A little more than is seen gets numbers, so that panning does not run out of them.
 */
export function numberedFigure({ data, layout }: Figure): Figure {
  const { width = 0, height = 0, margin = {} } = layout;
  const room = {
    x: width - (margin.l ?? 0) - (margin.r ?? 0),
    y: height - (margin.t ?? 0) - (margin.b ?? 0),
  };
  type Numbered = readonly [name: string, axis: NumberedAxis];
  const axes = Object.entries(layout).flatMap(([name, value]): Numbered[] => {
    const letter = /^([xy])axis\d*$/.exec(name)?.[1] as 'x' | 'y' | undefined;
    const axis = value as Partial<LayoutAxis>;
    if (letter === undefined || axis.range === undefined || axis.type === 'category') return [];
    if (axis.tickvals !== undefined) return [[name, axis as NumberedAxis]];
    const [from, to] = axis.domain ?? [0, 1];
    const fitting = Math.floor((room[letter] * (to - from)) / spacing[letter]);
    const most = Math.max(Math.min(fitting, axis.nticks ?? fitting), 2);
    return [[name, { tickangle: 0, ...axis, ...ticksOf(axis, most) }]];
  });
  // Names have a margin of their own.
  const longest = Math.max(
    0,
    ...axes.flatMap(([name, axis]) =>
      name.startsWith('y') && axis !== layout[name as 'yaxis'] ? lengthsInSight(axis) : [],
    ),
  );
  const l = Math.max(margin.l ?? 0, longest * characterWidth + titleRoom);
  // Numbers and names are where they fit: to see that, Plotly would lay out the page once for each.
  const across = { from: l, to: width - (margin.r ?? 0), end: width };
  const fitted = axes.map(([name, axis]) => [
    name,
    { ticklabeloverflow: 'allow', ...(name.startsWith('x') ? withinChart(axis, across) : axis) },
  ]);
  return withoutMarkup({
    data,
    layout: { ...layout, margin: { ...margin, l }, ...Object.fromEntries(fitted) },
  });
}

interface Across {
  /** Where the axes begin and end, and where the chart does; in pixels. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Without numbers in sight, along x, that would not end within the chart. */
function withinChart(axis: NumberedAxis, { from, to, end }: Across): NumberedAxis {
  if (axis.tickangle) return axis;
  const [first, last] = (axis.range ?? []).map(Number) as [number, number];
  const domain = axis.domain ?? [0, 1];
  const places = placesOf(axis);
  const ticktext = axis.ticktext.map((text, i) => {
    const share = ((places[i] as number) - first) / (last - first);
    if (share < 0 || share > 1) return text;
    const place = from + (to - from) * (domain[0] + share * (domain[1] - domain[0]));
    const half = (text.length * characterWidth) / 2;
    return place - half < 0 || place + half > end ? '' : text;
  });
  return { ...axis, ticktext };
}

/** How long the numbers are that are seen. */
function lengthsInSight(axis: NumberedAxis): readonly number[] {
  const { range, ticktext } = axis;
  const [from, to] = (range ?? []).map(Number).toSorted((a, b) => a - b) as [number, number];
  const places = placesOf(axis);
  return ticktext.flatMap((text, i) => {
    const place = places[i] as number;
    return place >= from && place <= to ? [text.length] : [];
  });
}

/** Where its numbers are, in what its range counts. */
function placesOf({ type, tickvals }: NumberedAxis): readonly number[] {
  return type === 'log' ? tickvals.map(Math.log10) : tickvals;
}

function ticksOf({ type, range, tickformat }: Partial<LayoutAxis>, most: number): Ticks {
  const [from, to] = (range ?? []).map(Number).toSorted((a, b) => a - b) as [number, number];
  const seen: Range = [from, to];
  const reach: Range = [2 * from - to, 2 * to - from];
  const least = tickformat === wholeNumbers ? 1 : 0;
  return type === 'log'
    ? axisTicks(raised(seen), 'log', most, raised(reach), least)
    : axisTicks(seen, 'linear', most, reach, least);
}

/** A range from its exponents. */
function raised([from, to]: Range): Range {
  return [10 ** Math.max(from, -exponentLimit), 10 ** Math.min(to, exponentLimit)];
}
