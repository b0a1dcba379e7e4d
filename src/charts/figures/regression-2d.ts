import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import { hoverFormat } from '#src/charts/figures/base-layout.ts';
import { type Marks, marksImage } from '#src/charts/figures/marks.ts';
import { planeLayout, planeRows } from '#src/charts/figures/plane.ts';
import { coordinate, shownRows } from '#src/charts/figures/points.ts';
import { inputOf, placeColumns } from '#src/charts/figures/probe-input.ts';
import { extentOf, steadyRange } from '#src/charts/figures/ranges.ts';
import { axisTicks } from '#src/charts/figures/ticks.ts';
import { arrayColumn, type Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, mixColours } from '#src/charts/theme.ts';
import { probeRows } from '#src/data/probe.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { words } from '#words/charts/figures.ts';

/** Which of the three maps of a regression on the plane. */
export type SurfaceKind = 'target' | 'fit' | 'error';

export interface SurfaceInput {
  readonly kind: SurfaceKind;
  /** Its probe is a plane. */
  readonly header: Pick<RunHeader, 'axes' | 'probe' | 'probeTruth' | 'train'>;
  /** [rows of the probe]; null before the first snapshot. */
  readonly predictions: Float32Array | null;
  /** The training points lie on the target's map. */
  readonly showPoints: boolean;
  readonly theme: ChartTheme;
}

/** Room for the colour bar and its numbers. */
const colourBarRoom = 74;

/**
 * The range of a map's colours: target and fit share the target's own, of a slice that of the points, so that equal
 * colours are equal values; the error's lies evenly about zero and follows it down in generous steps.
 *
 * @param previous the range drawn before
 */
export function surfaceRange(input: SurfaceInput, previous: Range | null): Range {
  const { kind, header } = input;
  if (kind !== 'error') {
    // A slice through more inputs may show little of the target, or nothing but zeros.
    const whole = header.axes.length > 2 ? null : header.probeTruth;
    return extentOf([whole ?? header.train.y]) ?? [0, 1];
  }
  const errors = surfaceValues(input);
  const extent = errors && extentOf([errors]);
  const most = extent === null ? 0 : Math.max(-extent[0], extent[1]);
  const [, reach] = steadyRange(
    previous && [0, previous[1]],
    most > 0 ? [0, most] : null,
    'linear',
  );
  return [-reach, reach];
}

/** One of the three maps, on the plane of both inputs. */
export function surfaceFigure(input: SurfaceInput, range: Range, viewport: Viewport): Figure {
  const { kind, header, showPoints, theme } = input;
  const values = surfaceValues(input);
  const plane = planeLayout(theme, viewport, header, [], colourBarRoom);
  return {
    data:
      values === null
        ? []
        : [
            {
              type: 'heatmap',
              uid: kind,
              x: inputOf(header, 0).positions,
              y: inputOf(header, 1).positions,
              z: planeRows(values, header),
              zmin: range[0],
              zmax: range[1],
              zsmooth: false,
              colorscale: kind === 'error' ? divergingScale(theme) : 'Cividis',
              colorbar: {
                thickness: 12,
                len: 1,
                outlinewidth: 0,
                ticklabeloverflow: 'allow',
                ...axisTicks(range, 'linear', 6),
                tickfont: { size: 12 },
                title: { text: kind === 'error' ? 'Δy' : 'y', side: 'top' },
              },
              hovertemplate: `${plane.place}<br>${kind} <b>%{z:${hoverFormat(6)}}</b><extra></extra>`,
            },
          ],
    layout: {
      ...plane.layout,
      images: showPoints ? [marksImage([pointMarks(header)], plane.area, 'above')] : [],
    },
  };
}

/** The probe's points with target, fit and error. */
export function surfaceTable({
  header,
  predictions,
}: Pick<SurfaceInput, 'header' | 'predictions'>): Table {
  const columns = {
    target: header.probeTruth,
    fit: predictions,
    [words.fitMinusTarget]: surfaceValues({ kind: 'error', header, predictions }),
  };
  return {
    rows: probeRows(header.probe),
    columns: [
      ...placeColumns(header),
      ...Object.entries(columns).flatMap(([name, values]) =>
        values === null ? [] : [arrayColumn(name, values)],
      ),
    ],
  };
}

/** Null where there is no answer yet, or only points are known. */
function surfaceValues({
  kind,
  header: { probeTruth },
  predictions,
}: Pick<SurfaceInput, 'kind' | 'header' | 'predictions'>) {
  if (kind === 'target') return probeTruth;
  if (kind === 'fit') return predictions;
  return (
    predictions && probeTruth && probeTruth.map((truth, i) => (predictions[i] as number) - truth)
  );
}

/** Too low, right, too high. */
function divergingScale(theme: ChartTheme): [number, string][] {
  const { surface, positive, negative, text } = chartColours[theme];
  return [
    [0, mixColours(negative, text, 0.25)],
    [0.25, mixColours(surface, negative, 0.75)],
    [0.5, surface],
    [0.75, mixColours(surface, positive, 0.75)],
    [1, mixColours(positive, text, 0.25)],
  ];
}

function pointMarks(header: SurfaceInput['header']): Marks {
  const rows = shownRows(header.train);
  return {
    x: coordinate(header.train, rows, inputOf(header, 0).index),
    y: coordinate(header.train, rows, inputOf(header, 1).index),
    symbol: 'circle',
    radius: 1.8,
    fill: '#ffffff',
    stroke: '#000000',
    strokeWidth: 0.6,
    opacity: 0.8,
  };
}
