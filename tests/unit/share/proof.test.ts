import { expect, it } from 'vitest';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { fromHash, toHash } from '#src/share/link-codec.ts';
import type { Proof } from '#src/share/proof.ts';

const experiment = { ...defaultExperiment, learningRate: 1, epochs: 20 };
const proof: Proof = {
  after: { ...experiment, learningRate: 0.005, features: ['x', 'sin(3*x), or = & so'] },
  seeds: [1000, 1001, 1002],
  fits: 3,
  unexplained: 0.0412,
};

it('comes back from a link, with changes back to a default', () => {
  const link = toHash(experiment, { proof });
  expect(fromHash(link)).toMatchObject({ experiment, proof, problems: [] });
});

it.each([
  ['nothing', ''],
  ['no changes', '0..7,8,0.05,'],
  ['more that fit than there are', '0..1,3,0.05,lr=0.1'],
  ['a share above 1', '0..1,2,5,lr=0.1'],
  ['seeds without end', '0..9999999999,2,0.5,lr=0.1'],
  ['an unknown field', '0..1,2,0.5,wobble=1'],
  ['a value that is none', '0..1,2,0.5,lr=fast'],
])('of %s is named, and the experiment opens', (_, text) => {
  const opened = fromHash(`v=2&epochs=20&proof=${encodeURIComponent(text)}`);
  expect(opened.problems).toMatchObject([{ field: 'proof' }]);
  expect(opened.proof).toBeUndefined();
  expect(opened.experiment.epochs).toBe(20);
});
