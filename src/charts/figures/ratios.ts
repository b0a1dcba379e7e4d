import type { ScatterData } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout, hoverFormat, marginsFor } from '#src/charts/figures/base-layout.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import { extentOf, steadyRange } from '#src/charts/figures/ranges.ts';
import { labelStride } from '#src/charts/figures/ticks.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, runColour } from '#src/charts/theme.ts';
import type { Comparison, SeedOutcome } from '#src/studies/comparison.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { columnNames, words } from '#words/charts/figures.ts';
import { besideText } from '#words/metrics.ts';

/** Two groups, seed by seed. */
export interface RatiosInput {
  readonly a: RatioGroup;
  readonly b: RatioGroup;
  readonly comparison: Comparison;
  readonly theme: ChartTheme;
}

export interface RatioGroup {
  readonly name: string;
  readonly colour: number;
  /** One loss a seed; Infinity for runs that diverged. */
  readonly outcomes: readonly SeedOutcome[];
}

interface Pair {
  readonly seed: number;
  readonly a: SeedOutcome;
  readonly b: SeedOutcome;
  /** a / b; NaN where both diverged or both are 0. */
  readonly ratio: number;
}

function pairsOf({ a, b }: Pick<RatiosInput, 'a' | 'b'>): readonly Pair[] {
  const bySeed = new Map(b.outcomes.map((outcome) => [outcome.seed, outcome]));
  return a.outcomes.flatMap((outcome) => {
    const other = bySeed.get(outcome.seed);
    if (other === undefined) return [];
    return [{ seed: outcome.seed, a: outcome, b: other, ratio: outcome.value / other.value }];
  });
}

/** How many times lower B's loss is for each seed, and the ratio of the medians with its interval. */
export function ratiosFigure(input: RatiosInput, viewport: Viewport): Figure {
  const { a, b, comparison, theme } = input;
  const { ratio, interval } = comparison;
  const colours = chartColours[theme];
  const pairs = pairsOf(input);
  const known = [...pairs.map((pair) => pair.ratio), ratio, interval?.low, interval?.high, 1];
  const extent = extentOf([known.map((value) => value ?? Number.NaN)], 'log');
  const [low, high] = steadyRange(null, extent, 'log');
  const inside = (value: number) => Math.min(Math.max(value, low), high);
  const layout = baseLayout(theme, viewport, 'ratios');
  const span = [-0.6, pairs.length - 0.4];
  const seeds = pairs.map((pair) => String(pair.seed));
  const { l, r } = marginsFor(viewport.width);
  const stride = labelStride(seeds, viewport.width - l - r);
  const named = [...pairs.keys()].filter((i) => i % stride === 0);
  const level = (name: string, y: number, line: NonNullable<ScatterData['line']>): ScatterData => ({
    type: 'scatter',
    mode: 'lines',
    uid: name.replaceAll(' ', '-'),
    name,
    legendgroup: name,
    x: span,
    y: [y, y],
    line,
    hoverinfo: 'skip',
  });
  return {
    data: [
      level(words.noDifference, 1, { color: colours.muted, width: 1.5, dash: 'dash' }),
      ...(ratio > 0 && Number.isFinite(ratio)
        ? [level(words.ratioOfMedians, ratio, { color: colours.text, width: 2 })]
        : []),
      ...seedTraces(input, pairs, inside),
    ],
    layout: {
      ...layout,
      hovermode: 'closest',
      xaxis: {
        ...baseAxis(theme, words.seedTitle, [span[0] as number, span[1] as number]),
        tickvals: named,
        ticktext: named.map((i) => seeds[i] as string),
        tickangle: 0,
        showgrid: false,
      },
      yaxis: baseAxis(theme, plainText(axisTitle(a.name, b.name)), [low, high], 'log'),
      shapes:
        interval === null
          ? []
          : [
              {
                type: 'rect',
                layer: 'below',
                xref: 'paper',
                yref: 'y',
                x0: 0,
                x1: 1,
                y0: inside(interval.low),
                y1: inside(interval.high),
                fillcolor: colours.shade,
                line: { width: 0 },
              },
            ],
    },
  };
}

/** Seeds by who is lower. @param inside moves a ratio to the edge of the axis, where it lies beyond */
function seedTraces(
  { a, b, theme }: RatiosInput,
  pairs: readonly Pair[],
  inside: (ratio: number) => number,
): readonly ScatterData[] {
  const lower = (group: RatioGroup) =>
    [words.lower(plainText(group.name)), runColour(group.colour, theme)] as const;
  const kinds = [
    ['lower-in-b', ...lower(b), (ratio: number) => ratio > 1],
    ['lower-in-a', ...lower(a), (ratio: number) => ratio < 1],
    ['equal', words.equal, chartColours[theme].muted, (ratio: number) => ratio === 1],
  ] as const;
  return kinds.map(([uid, name, color, isOf]): ScatterData => {
    const chosen = [...pairs.entries()].filter(([, pair]) => isOf(pair.ratio));
    return {
      type: 'scatter',
      mode: 'markers',
      uid,
      name,
      legendgroup: uid,
      x: chosen.map(([i]) => i),
      y: chosen.map(([, { ratio }]) => inside(ratio)),
      marker: {
        color,
        size: 10,
        symbol: chosen.map(([, { ratio }]) =>
          ratio === Number.POSITIVE_INFINITY
            ? 'triangle-up'
            : ratio === 0
              ? 'triangle-down'
              : 'circle',
        ),
      },
      text: chosen.map(([, pair]) =>
        words.pairOf(
          pair.seed,
          plainText(a.name),
          lossText(pair.a),
          plainText(b.name),
          lossText(pair.b),
        ),
      ),
      hovertemplate: words.ratioHover(hoverFormat(3)),
    };
  });
}

/** A loss with what stands beside it. */
function lossText({ value, beside = {} }: SeedOutcome): string {
  const text = besideText(beside);
  return formatNumber(value, 4) + (text && ` (${text})`);
}

/** Long names have no room beside an axis; the legend has them. */
function axisTitle(a: string, b: string): string {
  const named = `${a} ÷ ${b}`;
  return named.length <= 36 ? named : words.firstSecond;
}

/** Each seed with both losses and their ratio. */
export function ratiosTable(input: Pick<RatiosInput, 'a' | 'b'>): Table {
  const pairs = pairsOf(input);
  const column = (name: string, read: (pair: Pair) => number) => ({
    name,
    value: (row: number) => read(pairs[row] as Pair),
  });
  return {
    rows: pairs.length,
    columns: [
      column(columnNames.seed, (pair) => pair.seed),
      column(input.a.name, (pair) => pair.a.value),
      column(input.b.name, (pair) => pair.b.value),
      column(`${input.a.name} ÷ ${input.b.name}`, (pair) => pair.ratio),
    ],
  };
}
