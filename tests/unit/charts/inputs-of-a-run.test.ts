import { expect, it } from 'vitest';
import { dependenceTable } from '#src/charts/figures/dependence.ts';
import { importanceTable } from '#src/charts/figures/importance.ts';
import { residualsTable, worstNote } from '#src/charts/figures/residuals.ts';
import { PreparedSets } from '#src/data/prepared.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { dependence, importance } from '#src/engine/worker/explain.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { registered } from '../../support/engines.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

/** Two inputs that matter, and one that does not. */
const experiment: Experiment = {
  ...smallExperiment,
  target: 'formula',
  formula: '2*x0 - x1^2',
  inputCount: 3,
  domain: [-1, 1],
  layers: [{ units: 12, activation: 'tanh', dropout: 0 }],
  trainCount: 300,
  heldOutCount: 100,
  batchSize: 10,
  epochs: 60,
};

it('a run of three inputs: which of them tell, the answer along one, and the rows it misses most', async () => {
  const harness = new SessionHarness({ engines: registered(createWasmEngine(readKernels)) });
  expect(await harness.open('run', experiment)).toEqual({ ok: true });
  await harness.train('run');
  const header = harness.of('header').at(-1)!.header;
  const { parameters, atHeldOut } = harness.of('snapshot').at(-1)!.snapshot;
  const sets = new PreparedSets();
  const theme = 'light';
  const column = (table: ReturnType<typeof importanceTable>, index: number) =>
    Array.from({ length: table.rows }, (_, row) => table.columns[index]!.value(row));

  const told = await importance({ experiment, parameters, output: 0 }, sets);
  const names = header.axes.map(({ name }) => name);
  const ranking = importanceTable({ names, importance: told });
  expect(column(ranking, 0)).toEqual(['x0', 'x1', 'x2']);
  expect(told!.mean[2]).toBeLessThan(0.1 * told!.mean[1]!);

  const point = Float64Array.of(0.5, 0, 0);
  const asked = { experiment, parameters, input: 1, output: 0, point };
  const found = await dependence(asked, sets);
  const along = dependenceTable({ name: 'x1', dependence: found });
  const positions = column(along, 0) as number[];
  const own = column(along, 2) as number[];
  expect([positions[0], positions.at(-1)]).toEqual([-1, 1]);
  positions.forEach((x, i) => expect(Math.abs(own[i]! - (1 - x ** 2))).toBeLessThan(0.25));

  const residuals = { header, predictions: atHeldOut, set: 'heldOut', against: 0, theme } as const;
  const errors = Array.from(header.heldOut.y, (y, row) => atHeldOut[row]! - y);
  const worst = Math.max(...errors.map(Math.abs));
  const misses = residualsTable(residuals);
  const columns = misses.columns.length;
  const listed = column(misses, columns - 1) as number[];
  expect(misses.rows).toBe(100);
  expect(Math.abs(listed[0]!)).toBeCloseTo(worst, 6);
  expect(listed.map(Math.abs)).toEqual(listed.map(Math.abs).toSorted((a, b) => b - a));
  expect(worstNote(residuals)).toContain('where');
});
