import { describe, expect, it } from 'vitest';
import { chartsFor, stillsOf, thumbnailFor } from '#src/charts/charts.tsx';
import type { ShownRun } from '#src/charts/shown-run.ts';
import { prepareData } from '#src/data/prepare.ts';
import { makeHeader } from '#src/engine/worker/header.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import type { Snapshot } from '#src/records/run-header.ts';
import { RunLog } from '#src/records/run-log.ts';
import { adaptToTarget } from '#src/store/app/adapt.ts';
import { sumBin } from '../../support/sum-bin.ts';

async function runOf(
  target: Experiment['target'],
  change: Partial<Experiment> = {},
): Promise<ShownRun & { view: NonNullable<ShownRun['view']> }> {
  const { experiment } = adaptToTarget({ ...sumBin, trainCount: 20, ...change }, target);
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('refused');
  const header = makeHeader(
    target,
    { experiment, data: data.value },
    networkOf(experiment, data.value.networkInputs),
  );
  const snapshots = { snapshot: null, subscribe: () => () => {} };
  const log = new RunLog();
  return {
    id: target,
    name: target,
    colour: 0,
    experiment,
    lossFactor: header.lossFactor,
    log,
    view: { header, snapshots },
  };
}

const idsOf = (place: 'live' | 'kept' | 'overlay', ...runs: ShownRun[]) =>
  chartsFor(place, runs).map(({ id }) => id);

describe('the charts of a run', () => {
  it('suit what is asked for and what is answered', async () => {
    expect(idsOf('live', await runOf('sum_bin'))).toEqual([
      'data',
      'regions',
      'loss',
      'network',
      'confusion',
      'accuracy',
      'gradient-norm',
    ]);
    expect(idsOf('live', await runOf('stripes'))).toEqual([
      'class-line',
      'loss',
      'network',
      'confusion',
      'accuracy',
      'gradient-norm',
    ]);
    expect(idsOf('live', await runOf('sine', { schedule: 'cosine' }))).toEqual([
      'fit',
      'loss',
      'network',
      'actual',
      'gradient-norm',
      'learning-rate',
    ]);
    expect(idsOf('live', await runOf('ripple'))).toEqual([
      'target',
      'surface',
      'error',
      'loss',
      'network',
      'actual',
      'gradient-norm',
    ]);
  });

  it('look at single inputs where a plane does not show all of them', async () => {
    const { view, ...run } = await runOf('ripple');
    const task = { ...view.header.task, inputs: ['a', 'b', 'c'] };
    const header = { ...view.header, task };
    expect(idsOf('kept', { ...run, view: { ...view, header } })).toEqual([
      'surface',
      'error',
      'loss',
      'actual',
      'residuals',
      'importance',
      'dependence',
    ]);
  });

  it('do without a target where only points are known', async () => {
    const { view, ...run } = await runOf('ripple');
    const header = { ...view.header, probeTruth: null };
    expect(idsOf('kept', { ...run, view: { ...view, header } })).toEqual([
      'surface',
      'loss',
      'actual',
    ]);
  });

  it('are those over time where a kept run’s data cannot be made again', async () => {
    const run = await runOf('sum_bin');
    expect(idsOf('kept', { ...run, view: null })).toEqual(['loss', 'accuracy']);
    expect(idsOf('kept', { ...run, view: null, log: null })).toEqual([]);
  });

  it('serve several runs where one of them has something to show', async () => {
    const runs = [await runOf('sine'), await runOf('sum_bin')];
    expect(idsOf('overlay', ...runs)).toEqual(['fit', 'accuracy']);
  });

  it('have one that leads, a thumbnail and figures for a report, whatever is learnt', async () => {
    for (const target of ['sum_bin', 'stripes', 'sine', 'ripple'] as const) {
      const run = await runOf(target);
      const { header } = run.view;
      expect(chartsFor('kept', [run]).filter(({ leads }) => leads)).toHaveLength(1);
      expect(thumbnailFor(header)).toBeDefined();
      const snapshot: Snapshot = {
        epoch: 1,
        step: 1,
        parameters: new Float32Array(header.parameterCount),
        predictions: new Float32Array((header.probeTruth?.length ?? 0) * 3),
        atTrain: new Float32Array(20),
        atHeldOut: new Float32Array(1000),
      };
      const stills = stillsOf([{ ...run, header, snapshot }], 'light');
      expect(stills).toHaveLength(1);
      expect(stills[0]?.figure.data.length).toBeGreaterThan(0);
    }
  });
});
