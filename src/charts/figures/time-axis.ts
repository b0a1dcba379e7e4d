import type { Annotation, Layout, LayoutAxis, Shape } from 'plotly.js';
import type { Range } from '#src/charts/figure.ts';
import { baseAxis } from '#src/charts/figures/base-layout.ts';
import { growingEnd, type Scale } from '#src/charts/figures/ranges.ts';
import { wholeNumbers } from '#src/charts/figures/ticks.ts';
import type { ChartColours, ChartTheme } from '#src/charts/theme.ts';
import type { LossOf } from '#src/records/loss-unit.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { changeText, switchText } from '#src/words/values.ts';
import { timeHoverNames, words } from '#words/charts/figures.ts';

/** What training can be measured out in. */
export type TimeUnit = 'epoch' | 'step' | 'samples' | 'seconds';

const timeTitles = {
  epoch: words.epoch,
  step: words.optimiserSteps,
  samples: words.samplesSeen,
  seconds: words.timeTrainingS,
} as const satisfies Record<TimeUnit, string>;

/** What of a run lies along a time axis. */
export interface TimedRun {
  readonly header: Pick<RunHeader, 'epochs' | 'stepsPerEpoch' | 'phaseSwitches'>;
  /** Undefined where samples are not counted. */
  readonly samplesPerEpoch?: number | undefined;
  readonly log: Pick<RunLog, 'column'>;
  /** What its losses are; absent: of no use to the chart. */
  readonly lossOf?: LossOf | undefined;
  /** Its state is shown as it was after so many steps; null or absent: as it is. */
  readonly shownTime?: { readonly step: number | null };
}

/** Where the doublings of the x axis start, in epochs; in seconds for time. */
const firstEpochs = 500;
const firstSeconds = 1;

/** Where each epoch of a run ends, [epochs]. */
export function timePositions(
  { log, samplesPerEpoch = 1 }: TimedRun,
  unit: TimeUnit,
): Float64Array {
  if (unit !== 'samples') return log.column(unit);
  return log.column('epoch').map((epoch) => epoch * samplesPerEpoch);
}

/** From the start to the furthest end of any run; on a log axis from the first end of an epoch. */
export function timeRange(runs: readonly TimedRun[], unit: TimeUnit, scale: Scale): Range {
  const ends = runs.map((run) => {
    const reached = timePositions(run, unit).at(-1) ?? 0;
    if (unit === 'seconds') return growingEnd(reached, null, firstSeconds);
    const each = unitsPerEpoch(run, unit);
    return growingEnd(reached, run.header.epochs * each, firstEpochs * each);
  });
  const end = Math.max(1e-3, ...ends);
  if (scale === 'linear') return [0, end];
  const starts = runs.flatMap((run) => timePositions(run, unit).find((at) => at > 0) ?? []);
  const start = Math.min(...starts, end);
  return start < end ? [start, end] : [end / 10, end];
}

/** The axis along which a chart over time lies. */
export function timeAxis(
  theme: ChartTheme,
  unit: TimeUnit,
  range: Range,
  scale: Scale,
): Partial<LayoutAxis> {
  return {
    ...baseAxis(theme, timeTitles[unit], range, scale),
    ...(unit !== 'seconds' && { tickformat: wholeNumbers }),
    unifiedhovertitle: { text: `${timeHoverNames[unit]} %{x}` },
  };
}

function unitsPerEpoch(
  { header, samplesPerEpoch = 1 }: TimedRun,
  unit: Exclude<TimeUnit, 'seconds'>,
): number {
  if (unit === 'step') return header.stepsPerEpoch;
  return unit === 'samples' ? samplesPerEpoch : 1;
}

/** A vertical line with a label wherever the batch order or a setting changes, each once. */
export function phaseMarks(
  runs: readonly TimedRun[],
  unit: TimeUnit,
  scale: Scale,
  range: Range,
  colours: ChartColours,
): Required<Pick<Layout, 'shapes' | 'annotations'>> {
  const marks = new Map<string, { at: number; text: string }>();
  for (const run of runs) {
    const own = new Map<number, string[]>();
    for (const change of run.header.phaseSwitches) {
      const at = positionOf(run, change.epoch, unit);
      if (at === null || at > range[1]) continue;
      const text = 'field' in change ? changeText(change) : switchText(change);
      own.set(at, [...(own.get(at) ?? []), text]);
    }
    for (const [at, texts] of own) marks.set(String(at), { at, text: texts.join(', ') });
  }
  const measure = scale === 'log' ? Math.log10 : (value: number) => value;
  const [start, end] = [measure(range[0]), measure(range[1])];
  const shapes: Shape[] = [];
  const annotations: Annotation[] = [];
  for (const { at, text } of marks.values()) {
    shapes.push({
      type: 'line',
      xref: 'x',
      yref: 'paper',
      x0: at,
      x1: at,
      y0: 0,
      y1: 1,
      line: { color: colours.muted, width: 1.5, dash: 'dot' },
    });
    const place = (measure(at) - start) / (end - start);
    annotations.push({
      text,
      x: measure(at), // on log axes, Plotly takes shapes by value and annotations by exponent
      xref: 'x',
      xanchor: place < 0.2 ? 'left' : place > 0.8 ? 'right' : 'center',
      y: 1,
      yref: 'paper',
      yanchor: 'bottom',
      showarrow: false,
      font: { color: colours.muted },
    });
  }
  return { shapes, annotations };
}

/** A vertical line at the time whose state is shown. */
export function shownTimeMarks(
  runs: readonly TimedRun[],
  unit: TimeUnit,
  range: Range,
  colours: ChartColours,
): Shape[] {
  return runs.flatMap((run): Shape[] => {
    const step = run.shownTime?.step ?? null;
    const at = step === null ? null : positionOf(run, step / run.header.stepsPerEpoch, unit);
    if (at === null) return [];
    const x = Math.max(at, range[0]);
    const line = { color: colours.text, width: 1.5, dash: 'solid' } as const;
    return [{ type: 'line', xref: 'x', yref: 'paper', x0: x, x1: x, y0: 0, y1: 1, line }];
  });
}

/** Where training is after so many epochs on the x axis; null where that is not known yet. */
function positionOf(run: TimedRun, epoch: number, unit: TimeUnit): number | null {
  if (unit !== 'seconds') return epoch * unitsPerEpoch(run, unit);
  if (epoch < 1) return 0;
  const epochs = run.log.column('epoch');
  if ((epochs.at(-1) ?? 0) < Math.floor(epoch)) return null;
  return run.log.column('seconds')[epochs.findLastIndex((known) => known <= epoch)] ?? null;
}
