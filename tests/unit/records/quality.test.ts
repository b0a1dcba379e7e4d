import { expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { fitQuality } from '#src/lib/fit-quality.ts';
import { runFigures } from '#src/library/stored-run.ts';
import { forward } from '#src/network/forward.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import { besideLoss, besideMedian, qualitiesOf, qualityOf } from '#src/records/quality.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';
import { sumBin } from '../../support/sum-bin.ts';

async function finished(experiment: Experiment) {
  const harness = new SessionHarness({ engines: registered(fakeEngine()) });
  const [output] = await harness.team([[{ experiment }]]);
  if (!output?.ok) throw new Error('not trained');
  const { lossFactor, records } = output.result;
  return { experiment, ...output.result, figures: runFigures(records, lossFactor) };
}

it.each([
  ['heldOut', {}],
  ['heldOut', { targetScaling: 'standardise', heldOutFrom: 'interval' }],
  ['train', { heldOutFrom: 'none' }],
] as const)('by the loss on the %s set with %j are those of the answers', async (set, change) => {
  const experiment: Experiment = { ...smallExperiment, ...change };
  const run = await finished(experiment);
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  const { points, data: rows } = data.value[set];
  const network = networkOf(experiment, data.value.networkInputs);
  const outputs = forward(network, run.parameters, rows.inputs, rows.rows);
  const { r2, rmse } = fitQuality(points.y, data.value.decode(outputs));
  expect(qualityOf('r2', run)).toBeCloseTo(r2, 5);
  expect(qualityOf('rmse', run)).toBeCloseTo(rmse, 5);
  expect(qualitiesOf(['accuracy', 'r2', 'rmse'], [run])).toEqual(['r2', 'rmse']);
});

it('stands beside losses that are means of squared errors, and beside their median', () => {
  const run = {
    experiment: smallExperiment,
    lossFactor: 4,
    answerVariance: { train: 1, heldOut: 2 },
  };
  const [first, second, third] = [1, 4, 16].map((loss) => besideLoss('heldOutLoss', run, loss));
  expect([first, second, third]).toEqual([
    { r2: 0.875, rmse: 1 },
    { r2: 0.5, rmse: 2 },
    { r2: -1, rmse: 4 },
  ]);
  expect(besideLoss('trainLoss', run, 1)).toEqual({ r2: 0.75, rmse: 1 });
  expect(besideMedian([first!, third!, second!])).toEqual(second);
  expect(besideMedian([])).toEqual({});
  // Of scaled targets without a way back.
  expect(besideLoss('trainLoss', { ...run, lossFactor: null }, 1)).toEqual({ r2: 0 });
  const others: readonly Partial<Experiment>[] = [{ loss: 'mae' }, { labelShape: 'row' }, sumBin];
  for (const change of others)
    expect(
      besideLoss('trainLoss', { ...run, experiment: { ...smallExperiment, ...change } }, 1),
    ).toEqual({});
  expect(besideLoss('gradientNorm', run, 1)).toEqual({});
});
