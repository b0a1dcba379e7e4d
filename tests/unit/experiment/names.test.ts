import { describe, expect, it } from 'vitest';
import { differences, kindOfExperiment } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { experimentName } from '#src/experiment/names.ts';
import { presetById } from '#src/experiment/presets.ts';

const sine = presetById('sine-normal')?.experiment as Experiment;
const hybrid = presetById('sine-hybrid')?.experiment as Experiment;

describe('differences', () => {
  it('names the one thing that differs', () => {
    expect(differences([sine, hybrid])).toEqual([
      { field: 'phases', label: 'Batch order', values: ['reshuffle', 'fixed:250,reshuffle'] },
    ]);
  });

  it('passes over fields without effect', () => {
    expect(differences([sine, { ...sine, huberDelta: 3, momentum: 0.5 }])).toEqual([]);
    expect(differences([sine, { ...sine, optimizer: 'sgd' }]).map((d) => d.field)).toContain(
      'optimizer',
    );
  });
});

describe('the kind of an experiment', () => {
  it('is the same whatever the seed and what has no effect', () => {
    const kind = kindOfExperiment(sine);
    expect(kindOfExperiment({ ...sine, seed: 9, huberDelta: 3 })).toBe(kind);
    expect(kindOfExperiment({ ...sine, initSeed: 9 })).not.toBe(kind);
    expect(kindOfExperiment(hybrid)).not.toBe(kind);
  });
});

describe('names', () => {
  it('say what differs from the nearest preset', () => {
    expect(experimentName(hybrid)).toBe('Sine, fixed then shuffled');
    expect(experimentName({ ...sine, seed: 7, learningRate: 0.01, batchSize: 20 })).toBe(
      'Sine, shuffled every epoch · lr 0.01 · batch 20',
    );
  });

  it('stay short', () => {
    const far = {
      ...sine,
      learningRate: 0.1,
      batchSize: 3,
      epochs: 7,
      trainCount: 99,
      optimizer: 'sgd',
    } as const;
    expect(experimentName(far)).toMatch(/· \d+ more$/);
  });
});
