import { expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { PreparedSets } from '#src/data/prepared.ts';
import { partings } from '#src/engine/worker/partings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { initialParameters } from '#src/network/initialisers.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import { sumBin } from '../../support/sum-bin.ts';

const sets = new PreparedSets();

/** Runs that have taken no step: two ReLU units, of which a seed may have none that is ever active. */
async function runs(seeds: readonly number[]) {
  return Promise.all(
    seeds.map(async (seed) => {
      const experiment: Experiment = { ...sumBin, seed };
      const data = await prepareData(experiment);
      if (!data.ok) throw new Error('no data');
      const network = networkOf(experiment, data.value.networkInputs);
      const parameters = initialParameters(network, experiment.initialiser, experiment, seed);
      const isDead = !data.value.train.data.inputs.some((_, i, inputs) => {
        if (i % 2 > 0) return false;
        return [0, 1].some((unit) => {
          const { weights, biases } = network.layers[0]!;
          const z =
            inputs[i]! * parameters[weights + unit]! +
            inputs[i + 1]! * parameters[weights + 2 + unit]! +
            parameters[biases + unit]!;
          return z > 0;
        });
      });
      return { experiment, parameters, fits: !isDead };
    }),
  );
}

it('tells of dead units from the start where they part the seeds', async () => {
  const all = await runs(Array.from({ length: 24 }, (_, seed) => seed));
  expect(all.some(({ fits }) => !fits)).toBe(true);
  const found = await partings({ runs: all }, sets);
  expect(found).toMatchObject({ fitting: all.filter(({ fits }) => fits).length });
  expect(found?.found).toContainEqual(
    expect.objectContaining({ moment: 'start', layer: 0, sign: 'dead', stuck: [1, 1, 1] }),
  );
});

it('tells nothing where all fare alike', async () => {
  const all = await runs([0, 1]);
  expect(await partings({ runs: all.map((run) => ({ ...run, fits: true })) }, sets)).toBeNull();
});
