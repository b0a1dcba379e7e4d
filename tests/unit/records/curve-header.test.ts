import { expect, test } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { makeHeader } from '#src/engine/worker/header.ts';
import { presets } from '#src/experiment/presets.ts';
import { samplesPerEpoch } from '#src/experiment/steps.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import { curveHeader } from '#src/records/curve-header.ts';

test.each(presets)('an experiment alone says what its run will: $id', async ({ experiment }) => {
  const short = { ...experiment, trainCount: 105, dropLast: experiment.batchSize < 105 };
  const data = await prepareData(short);
  if (!data.ok) throw new Error('refused');
  const { epochs, stepsPerEpoch, phaseSwitches } = makeHeader(
    'run',
    { experiment: short, data: data.value },
    networkOf(short, data.value.networkInputs),
  );
  expect(curveHeader(short)).toMatchObject({ epochs, stepsPerEpoch, phaseSwitches });
  expect(samplesPerEpoch(short)).toBeLessThanOrEqual(105);
});
