import type { Dash } from 'plotly.js';
import type { Range, Source } from '#src/charts/figure.ts';
import type { Scale } from '#src/charts/figures/ranges.ts';
import type { TimedRun, TimeUnit } from '#src/charts/figures/time-axis.ts';
import type { ChartColours, ChartTheme } from '#src/charts/theme.ts';
import type { Floor } from '#src/doctor/floors/floor.ts';
import type { CurveHeader } from '#src/records/curve-header.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import type { RunLog } from '#src/records/run-log.ts';

/** A run as charts over time know it. */
export interface ChartRun {
  readonly id: string;
  readonly name: string;
  /** The run's own colour where several are overlaid. */
  readonly colour: number;
  readonly header: CurveHeader;
  /** Undefined where samples are not counted. */
  readonly samplesPerEpoch?: number | undefined;
  readonly lossOf?: TimedRun['lossOf'];
  readonly log: RunLog;
  /** What answers of limited kinds score on its data; absent or empty: not known. */
  readonly floors?: readonly Floor[] | undefined;
  /** The run that it took the place of, with losses in the same unit; absent or null: there is none to show. */
  readonly before?: TimedRun | null;
  /** Its state is shown as it was after so many steps; null or absent: as it is. */
  readonly shownTime?: TimedRun['shownTime'] & Source;
}

/** What the reader chose for a chart over time. */
export interface CurveView {
  readonly x: TimeUnit;
  /** Linear where nothing is said. */
  readonly xScale?: Scale;
  readonly y: Scale;
  /** Weight of the past in an exponential moving average, 0 (none) … 0.99; the raw line stays visible. */
  readonly smoothing: number;
  /** All floors are drawn, not only guessing and the one nearest to where the run is. */
  readonly allFloors?: boolean;
  /** The run before is not drawn. */
  readonly hidesBefore?: boolean;
}

/** One line of a chart over time. */
export interface Quantity {
  readonly column: RecordColumn;
  readonly name: string;
  /** Its colour where a single run is shown. */
  readonly colour: keyof ChartColours;
  /** What tells it from the others, whatever the colour. */
  readonly dash: Dash;
  readonly width: number;
}

export interface Level {
  readonly value: number;
  readonly label: string;
  /** Named on its line, and not in the legend. */
  readonly onLine?: true;
}

/** What distinguishes one chart over time from another. */
export interface CurveKind {
  readonly yTitle: string;
  /** Of every quantity, in brackets after a blank, for tables. */
  readonly unit?: string;
  readonly quantities: readonly Quantity[];
  /** A fixed range of y on a linear axis; otherwise it goes from 0 to what the data need. None of them is negative. */
  readonly range?: Range;
  /** Its levels are floors, which may be many. */
  readonly hasFloors?: true;
  /** It shows the run before, by its first quantity. */
  readonly hasBefore?: true;
  /** Levels worth comparing with. */
  references?(run: ChartRun, view: CurveView): readonly Level[];
  /** What a value of network units was multiplied by; those are its second reading. */
  factor?(header: ChartRun['header']): number | null;
}

/** Everything a chart over time is drawn from. */
export interface CurveInput {
  readonly runs: readonly ChartRun[];
  readonly view: CurveView;
  readonly theme: ChartTheme;
}
