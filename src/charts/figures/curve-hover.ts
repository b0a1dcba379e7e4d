import type { ScatterData } from 'plotly.js';
import { hoverFormat, roomyWidth } from '#src/charts/figures/base-layout.ts';
import type { TimedRun } from '#src/charts/figures/time-axis.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { type BesideLoss, besideIds, besideLosses } from '#src/records/quality.ts';
import { words } from '#words/charts/figures.ts';
import { qualityWords } from '#words/metrics.ts';

/** A line as its labels know it. */
interface Labelled {
  readonly name: string;
  readonly run: TimedRun;
  readonly column: RecordColumn;
  /** What values of network units were multiplied by; null or 1: these are they. */
  readonly factor: number | null;
  readonly y: Float64Array;
  /** Where it was measured, if not at the pointer. */
  readonly where: string;
  /** Of the chart, in pixels. */
  readonly width: number;
}

/** What is told of a point of a line: its value, the same in network units, and what stands beside a loss. */
export function hoverLabel(line: Labelled): Pick<ScatterData, 'hovertemplate' | 'customdata'> {
  const { name, run, column, factor, y, where, width } = line;
  const beside = run.lossOf ? besideLosses(column, run.lossOf) : () => ({});
  const ids = besideIds.filter((id) => id in beside(1));
  const isScaled = factor !== null && factor !== 1;
  const digits = (slot: number, count: number) => `%{customdata[${slot}]:${hoverFormat(count)}}`;
  const scaled = isScaled ? ` (${words.scaled(digits(ids.length, 5))})` : '';
  // A second line where one would be cut off.
  const others = ids.map((id, slot) => `${qualityWords[id].label} ${digits(slot, 4)}`).join(', ');
  const tail = others === '' ? '' : (width < roomyWidth ? '<br>' : ', ') + others;
  const hovertemplate = `${name} <b>%{y:${hoverFormat(7)}}</b>${scaled}${where}${tail}<extra></extra>`;
  if (ids.length === 0 && !isScaled) return { hovertemplate };
  const customdata = Array.from(y, (value) => {
    const all: BesideLoss = beside(value);
    return [...ids.map((id) => all[id] ?? Number.NaN), ...(isScaled ? [value / factor] : [])];
  });
  return { hovertemplate, customdata };
}
