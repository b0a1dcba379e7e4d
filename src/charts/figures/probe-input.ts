import type { Shape } from 'plotly.js';
import type { Range } from '#src/charts/figure.ts';
import type { TableColumn } from '#src/charts/table.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import { probePosition } from '#src/data/probe.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/charts/figures.ts';

export type ProbeHeader = Pick<RunHeader, 'axes' | 'probe'>;

/** An input that a probe varies: the chart's axis. */
interface ProbeInput {
  /** Its place among all inputs. */
  readonly index: number;
  readonly name: string;
  /** Where training points lie. */
  readonly range: Range;
  /** Where held-out points lie, if not there. */
  readonly heldOut: Range | null;
  /** Where the network was asked. */
  readonly positions: Float64Array;
}

/** @param n 0: across, 1: up */
export function inputOf({ axes, probe }: ProbeHeader, n: 0 | 1): ProbeInput {
  const index = probe.along[n] ?? 0;
  const { name = '', range = [0, 1] as const, heldOut = null } = axes[index] ?? {};
  return { index, name, range, heldOut, positions: probe.positions[n] ?? Float64Array.of(0) };
}

/** The places of a probe as columns of a table, one for each input that varies. */
export function placeColumns({ axes, probe }: ProbeHeader): readonly TableColumn[] {
  return probe.along.map((index, n) => ({
    name: axes[index]?.name ?? '',
    value: (row) => probePosition(probe, row, n),
  }));
}

/** Where the inputs are held that a probe does not vary; empty where it varies all. */
export function sliceNote({ axes, probe }: ProbeHeader): string {
  const held = axes.flatMap(({ name }, i) =>
    probe.along.some((index) => index === i)
      ? []
      : [`${name} = ${formatNumber(probe.held[i] ?? Number.NaN, 4)}`],
  );
  if (held.length === 0) return '';
  const shown = held.length <= 4 ? held.join(', ') : words.theOtherInputsAreHeld;
  return words.aSlicePointsLieAnywhere(shown);
}

/** The training range, shaded over the whole height, and that of held-out points where it is another. */
export function rangeShades(
  { range, heldOut }: Pick<ProbeInput, 'range' | 'heldOut'>,
  theme: ChartTheme,
): readonly Partial<Shape>[] {
  const { shade, heldOut: color } = chartColours[theme];
  const training = shaded(range, shade);
  return heldOut === null
    ? [training]
    : [training, { ...shaded(heldOut, color), opacity: heldOutOpacity }];
}

/** What the legend says of the shades. */
export const heldOutOpacity = 0.14;

/** On a plane: the frame of the training points and that of held-out ones, where these lie elsewhere. */
export function rangeFrames(header: ProbeHeader, theme: ChartTheme): readonly Partial<Shape>[] {
  const [across, up] = [inputOf(header, 0), inputOf(header, 1)];
  if (across.heldOut === null || up.heldOut === null) return [];
  const { train, heldOut } = chartColours[theme];
  return [
    framed(across.range, up.range, train, 'solid'),
    framed(across.heldOut, up.heldOut, heldOut, 'dash'),
  ];
}

function framed(
  [x0, x1]: Range,
  [y0, y1]: Range,
  color: string,
  dash: 'solid' | 'dash',
): Partial<Shape> {
  const line = { color, dash, width: 1.5 } as const;
  return { type: 'rect', xref: 'x', yref: 'y', x0, x1, y0, y1, line };
}

function shaded([from, to]: Range, fillcolor: string): Partial<Shape> {
  return {
    type: 'rect',
    layer: 'below',
    xref: 'x',
    yref: 'paper',
    x0: from,
    x1: to,
    y0: 0,
    y1: 1,
    fillcolor,
    line: { width: 0 },
  };
}
