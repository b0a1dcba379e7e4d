import { expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { fitQuality } from '#src/lib/fit-quality.ts';
import { runFigures } from '#src/library/stored-run.ts';
import { forward } from '#src/network/forward.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import { qualitiesOf, qualityOf } from '#src/records/quality.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

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
