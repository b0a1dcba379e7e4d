import { describe, expect, it } from 'vitest';
import { actualNote, actualTable } from '#src/charts/figures/actual.ts';
import { answersOf, firstOutput, headerOf } from '#src/charts/output.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

const points = { rows: 3, x: Float64Array.of(0, 1, 2), y: Float64Array.of(1, 10, 2, 20, 3, 30) };
const header = {
  task: { inputs: ['x'], answer: { kind: 'numbers', names: ['y0', 'y1'] } },
  axes: [{ name: 'x', range: [0, 2] }],
  probe: { along: [0], positions: [Float64Array.of(0, 1)], held: Float64Array.of(1) },
  probeTruth: Float64Array.of(1, 10, 2, 20),
  train: points,
  heldOut: points,
} as unknown as RunHeader;
const answers = Float32Array.of(1, 10, 2, 20, 3, 33);

describe('one of several outputs', () => {
  it('is looked at alone', () => {
    expect(Array.from(headerOf(header, 1).train.y)).toEqual([10, 20, 30]);
    expect(Array.from(headerOf(header, 1).probeTruth ?? [])).toEqual([10, 20]);
    expect(Array.from(answersOf(header, answers, 1) ?? [])).toEqual([10, 20, 33]);
    const snapshot = { predictions: answers.slice(0, 4) } as Snapshot;
    expect(Array.from(firstOutput({ header, snapshot }).snapshot.predictions)).toEqual([1, 2]);
  });

  it('has its R² and RMSE', () => {
    const one = (output: number) => ({
      header: headerOf(header, output),
      predictions: answersOf(header, answers, output),
      set: 'train' as const,
    });
    expect(actualNote(one(0))).toBe('R² 1, RMSE 0');
    expect(actualNote(one(1))).toBe(`R² 0.955, RMSE ${Math.sqrt(3).toPrecision(4)}`);
    const { columns, rows } = actualTable(one(1));
    expect(columns.map(({ name, value }) => [name, value(rows - 1)])).toEqual([
      ['x', 2],
      ['actual', 30],
      ['predicted', 33],
      ['residual', 3],
    ]);
  });
});
