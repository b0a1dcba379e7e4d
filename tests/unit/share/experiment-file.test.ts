import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import { latestVersion } from '#src/library/documents/versions.ts';
import { fromExperimentFile, maxFileLength, toExperimentFile } from '#src/share/experiment-file.ts';
import { experiments } from '../../support/arbitrary-experiment.ts';

test('an experiment comes back from its file unchanged', () => {
  fc.assert(
    fc.property(experiments(), (experiment) => {
      const opened = fromExperimentFile(toExperimentFile(experiment));
      expect(opened).toEqual({ ok: true, value: { experiment, problems: [] } });
    }),
    { numRuns: 50, seed: 1 },
  );
});

test('a file of version 1 opens', () => {
  const opened = fromExperimentFile(readFileSync('tests/fixtures/links/v1.json', 'utf8'));
  expect(opened.ok && opened.value.problems).toEqual([]);
  expect(opened.ok && opened.value.experiment).toMatchObject({ target: 'sine', epochs: 500 });
});

test('a file of release 0.1.0 opens whole', () => {
  const opened = fromExperimentFile(readFileSync('tests/fixtures/kept/v1/experiment.json', 'utf8'));
  expect(opened.ok && opened.value.problems).toEqual([]);
  expect(opened.ok && opened.value.experiment).toMatchObject({
    target: 'formula_classes',
    inputCount: 2,
    layers: [
      { units: 7, activation: 'selu', dropout: 0.2 },
      { units: 3, activation: 'gelu', dropout: 0 },
    ],
    features: ['x0', 'x0*x1'],
    dropoutSeed: 4,
  });
});

test.each([
  ['', 'not a Fitscope'],
  ['{', 'not a Fitscope'],
  ['null', 'not a Fitscope'],
  ['[]', 'not a Fitscope'],
  ['{"experiment": {}}', 'not a Fitscope'],
  ['{"fitscope": 1, "experiment": []}', 'not a Fitscope'],
  ['{"fitscope": "1", "experiment": {}}', 'does not say its version'],
  ['{"fitscope": 1000, "experiment": {}}', 'newer'],
  [' '.repeat(maxFileLength + 1), 'larger'],
  ['['.repeat(500_000), 'not a Fitscope'],
])('%.40j is refused', (text, reason) => {
  const opened = fromExperimentFile(text);
  expect(opened.ok ? '' : opened.error).toContain(reason);
});

test('missing, unknown and wrong fields are named, and the rest opens', () => {
  const { seed: _, ...incomplete } = defaultExperiment;
  const experiment = { ...incomplete, epochs: 7, learningRate: '0.1', layers: null, colour: 'red' };
  const { number } = latestVersion();
  const opened = fromExperimentFile(JSON.stringify({ fitscope: number, experiment }));
  if (!opened.ok) throw new Error(opened.error);
  const { problems } = opened.value;
  expect(problems.map(({ field }) => field).toSorted()).toEqual([
    'colour',
    'layers',
    'learningRate',
    'seed',
  ]);
  expect(opened.value.experiment).toEqual({ ...defaultExperiment, epochs: 7 });
});

test('any JSON opens as something that can run, or is refused', () => {
  const value = fc.jsonValue();
  const record = fc.dictionary(
    fc.oneof(fc.constantFrom(...Object.keys(defaultExperiment), '__proto__'), fc.string()),
    value,
  );
  fc.assert(
    fc.property(
      fc.oneof(value, fc.record({ fitscope: fc.constant(1), experiment: record })),
      (file) => {
        const opened = fromExperimentFile(JSON.stringify(file));
        if (opened.ok) expect(parseExperiment(opened.value.experiment).ok).toBe(true);
      },
    ),
    { numRuns: 500, seed: 2 },
  );
});
