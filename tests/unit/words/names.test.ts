import { describe, expect, it } from 'vitest';
import { kindOfExperiment } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById, presets } from '#src/experiment/presets.ts';
import { differences, differenceText } from '#src/words/differences.ts';
import { distinctNames, experimentName, namesApart } from '#src/words/names.ts';
import { fieldWords } from '#words/fields.ts';
import { presetWords } from '#words/presets.ts';

const sine = presetById('sine-normal')?.experiment as Experiment;
const hybrid = presetById('sine-hybrid')?.experiment as Experiment;

describe('labels', () => {
  it('are nouns: before a value they make no sentence', () => {
    for (const { label } of Object.values(fieldWords)) expect(label).not.toMatch(/ (?:is|are)$/);
  });
});

describe('differences', () => {
  it('names the one thing that differs', () => {
    expect(differences([sine, hybrid])).toEqual([
      {
        field: 'phases',
        label: 'Batch order',
        values: ['reshuffled every epoch', 'fixed for 250 epochs, then reshuffled every epoch'],
      },
    ]);
  });

  it('tells first what matters most to learning, and last what only measures it', () => {
    const other: Experiment = {
      ...sine,
      heldOutCount: 77,
      trainCount: 99,
      seed: 5,
      epochs: 7,
      outputActivation: 'tanh',
      loss: 'mae',
    };
    expect(differences([sine, other]).map(({ field }) => field)).toEqual([
      'loss',
      'outputActivation',
      'epochs',
      'trainCount',
      'heldOutCount',
      'seed',
    ]);
  });

  it('says values as the form does', () => {
    const other: Experiment = {
      ...sine,
      outputActivation: 'tanh',
      layers: [
        { units: 64, activation: 'silu', dropout: 0 },
        { units: 64, activation: 'silu', dropout: 0 },
        { units: 8, activation: 'sin', dropout: 0.1 },
      ],
      initialiser: 'pytorch_linear',
      domain: [-1, 12_000],
      features: ['x', 'x^2'],
      targetLoss: 0.01,
      trainCount: 12_000,
    };
    const told = differences([sine, other]).map((of) => differenceText(of, 1));
    expect(told).toEqual([
      'output activation Tanh',
      'hidden layers 2 × 64 SiLU → 8 Sine (dropout 0.1)',
      'features x, x^2',
      'initial weights PyTorch Linear',
      'domain −1 to 12\u202f000',
      'training points 12\u202f000',
      'stop at loss 0.01',
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
      'Sine, shuffled every epoch · learning rate 0.01 · batch size 20',
    );
  });

  it('leave no difference from a preset untold, and hold no name of a link', () => {
    for (const { id, experiment } of presets) {
      const changed: Experiment = { ...experiment, l2: 0.0123, trainCount: 77 };
      expect(experimentName(changed)).toBe(
        `${presetWords[id].title} · training points 77 · L2 0.0123`,
      );
    }
  });

  it('call another formula by itself, however like a preset the rest is', () => {
    const root = presetById('square-root')?.experiment as Experiment;
    expect(experimentName({ ...root, formula: 'sqrt(x) + 1' })).toMatch(/^sqrt\(x\) \+ 1 · /);
  });

  it('say what an experiment far from every preset is', () => {
    const far = {
      ...sine,
      learningRate: 0.1,
      batchSize: 3,
      epochs: 7,
      trainCount: 99,
      optimizer: 'sgd',
    } as const;
    expect(experimentName(far)).toBe('Sine · 2 × 100 ReLU · SGD, learning rate 0.1');
    const own: Experiment = {
      ...sine,
      target: 'formula',
      inputCount: 2,
      formula: `x0 + ${'x1 + '.repeat(30)}1`,
      layers: [],
      outputActivation: 'tanh',
    };
    expect(experimentName(own)).toMatch(/^x0 \+ x1.*… · none → Tanh · Adam, learning rate 0\.001$/);
    expect(experimentName(own).length).toBeLessThan(110);
  });
});

describe('short names', () => {
  it('are what sets experiments apart', () => {
    expect(distinctNames([sine, { ...sine, learningRate: 0.01 }])).toEqual([
      'learning rate 0.001',
      'learning rate 0.01',
    ]);
    expect(distinctNames([sine])).toEqual(['Sine, shuffled every epoch']);
  });
});

describe('names of experiments side by side', () => {
  const asked: Experiment = { ...sine, target: 'formula', formula: 'sin(3*x)', l2: 0.2 };
  const mended: Experiment = { ...asked, l2: 0 };

  it('tell what differs where what they are does not', () => {
    const name = experimentName(asked);
    expect(experimentName(mended)).toBe(name);
    expect(namesApart([asked, mended])).toEqual([`${name} · L2 0.2`, `${name} · L2 0`]);
  });

  it('are what they are where that tells them apart', () => {
    expect(namesApart([asked, sine])).toEqual([experimentName(asked), experimentName(sine)]);
  });

  it('get a number where nothing differs', () => {
    const name = experimentName(asked);
    expect(namesApart([asked, asked])).toEqual([name, `${name} (2)`]);
  });
});
