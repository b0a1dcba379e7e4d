import { describe, expect, it } from 'vitest';
import { candidatesFor, changed, joined } from '#src/doctor/candidates.ts';
import { causeOf } from '#src/doctor/causes/causes.ts';
import { causeIds, type DataFacts } from '#src/doctor/contract.ts';
import { both, changesBy, decided, type Remedy } from '#src/doctor/remedy.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';

const base: Experiment = {
  ...defaultExperiment,
  target: 'formula',
  formula: 'sin(x)',
  layers: ['relu', 'relu', 'sigmoid'].map((activation) => ({
    units: 6,
    activation: activation as 'relu' | 'sigmoid',
    dropout: 0.4,
  })),
  optimizer: 'sgd',
  learningRate: 0.1,
  batchSize: 64,
  trainCount: 64,
  patience: 3,
  initialiser: 'zeros',
  clipping: 'norm',
  inputScaling: 'none',
  targetScaling: 'none',
};
const data: DataFacts = {
  rows: 64,
  classes: null,
  shares: [],
  heldOutRows: 500,
  guessed: null,
  targetMean: 0,
  targetDeviation: 1,
  targetRange: [-2, 2],
  targetSums: [-2, 2],
  inputMeans: [0],
  inputDeviations: [1],
  constantInputs: 0,
  duplicateInputs: 0,
  beyondRange: null,
  outside: 0,
  noiseShare: 0,
  wave: { along: 'x', frequency: 10, turns: 63, share: 0.9 },
  form: { kind: 'product', of: 'x * x', explained: 0.9, plane: 0.1 },
  shuffled: null,
  doubts: null,
  changesPerPoint: 0.01,
};

const remedies = causeIds.flatMap((id) => causeOf(id).remedies(base, data));
const remedy = (id: (typeof causeIds)[number], experiment = base): Remedy =>
  causeOf(id).remedies(experiment, data)[0] ?? {};
const after = (experiment: Experiment, one: Remedy): Experiment => ({
  ...experiment,
  ...changesBy(experiment, one),
});

/** What an experiment says of one thing that a remedy decides. */
function said(experiment: Experiment, name: string): unknown {
  const [field = '', property = ''] = name.split('.');
  if (field !== 'layers') return experiment[field as keyof Experiment];
  if (property === 'depth') return experiment.layers.length;
  return experiment.layers.slice(0, 2).map((layer) => layer[property as keyof typeof layer]);
}

describe('remedies', () => {
  it('join in pairs wherever they decide different things, and each is in what comes of it', () => {
    let pairs = 0;
    for (const [i, a] of remedies.entries())
      for (const b of remedies.slice(i + 1)) {
        const joint = both(a, b);
        const overlap = decided(a).filter((name) => decided(b).includes(name));
        expect(joint === null).toBe(overlap.length > 0);
        if (joint === null) continue;
        pairs++;
        const found = after(base, joint);
        for (const one of [a, b])
          for (const name of decided(one).filter((n) => n !== 'epochs'))
            expect(said(found, name), name).toEqual(said(after(base, one), name));
        expect(found).toEqual(after(base, both(b, a) ?? {}));
      }
    expect(pairs).toBeGreaterThan(500);
  });

  it.each([
    ['dropout', 'capacity'],
    ['dropout', 'too_deep'],
    ['dropout', 'dead_units'],
    ['dropout', 'no_nonlin'],
    ['too_deep', 'capacity'],
    ['no_nonlin', 'capacity'],
    ['data_few', 'few_steps'],
  ] as const)('%s and %s are a set, that neither makes alone', (first, second) => {
    const [a, b] = [first, second].map((id) => {
      const own = remedy(id);
      const one = joined(base, [
        {
          causes: [id],
          remedy: own,
          changes: changesBy(base, own),
          experiment: after(base, own),
          suspected: true,
          parts: [],
          gentler: null,
          isSpare: false,
        },
      ]);
      if (one === null) throw new Error(id);
      return one;
    });
    if (a === undefined || b === undefined) throw new Error('no candidates');
    const set = joined(base, [a, b]);
    expect(set?.causes).toEqual([first, second]);
    expect([a.experiment, b.experiment]).not.toContainEqual(set?.experiment);
    expect(joined(base, [set ?? a, b])).toBeNull();
  });

  it('wide layers without dropout are both', () => {
    const set = both(remedy('dropout'), remedy('capacity')) ?? {};
    const small = { ...base, layers: base.layers.slice(0, 1) };
    expect(after(small, both(remedy('dropout'), remedy('capacity', small)) ?? {}).layers).toEqual(
      [0, 1].map(() => ({ units: 24, activation: 'relu', dropout: 0 })),
    );
    expect(after(base, set).layers.map(({ units, dropout }) => [units, dropout])).toEqual(
      [0, 1, 2].map(() => [24, 0]),
    );
  });

  it('add eight times the points, and eight times as many again only where that helps', () => {
    const finding = { id: 'data_few', kind: 'limit', certainty: 'sign', figures: {} } as const;
    const [few, many] = candidatesFor(base, [finding], data).filter(({ causes }) =>
      causes.includes('data_few'),
    );
    expect(few).toMatchObject({ changes: { trainCount: 512 }, isSpare: false });
    expect(many).toMatchObject({ changes: { trainCount: 4096 }, isSpare: true });
    expect(many?.gentler).toBe(few?.experiment);
  });

  it.each([
    ['numbers', null, 0.63, 3],
    ['numbers', null, 0.95, 2],
    ['classes', 2, 0.63, 2],
    ['classes', 2, 0.3, 3],
  ] as const)(
    'keep the inputs beside a wave that is not all of the %s',
    (_, classes, share, count) => {
      const wave = { along: 'x', frequency: 10, turns: 63, share };
      const [first] = causeOf('target_frequency').remedies(base, { ...data, classes, wave });
      expect(first?.features).toHaveLength(count);
      expect(first?.features?.includes('x')).toBe(count === 3);
      expect(first?.features).toContain('cos(62.8319 * x)');
    },
  );

  it('are one where their rates are the lowest that there are', () => {
    const rates = candidatesFor({ ...base, learningRate: 0.001 }, [], data)
      .filter(({ causes }) => causes.includes('lr_high'))
      .map(({ changes }) => changes.learningRate);
    expect(rates).toEqual([1e-4, 1e-5, 1e-6, 1e-7]);
  });

  it('scale rates that are changed on the way, and set for good what else is', () => {
    const course: Experiment = {
      ...base,
      epochs: 100,
      changes: [
        { epoch: 40, field: 'learningRate', value: 0.01 },
        { epoch: 40, field: 'l2', value: 0.1 },
        { epoch: 60, field: 'clipAt', value: 0.5 },
        { epoch: 80, field: 'clipping', value: 'value' },
      ],
    };
    const left = (one: Remedy) =>
      after(course, one).changes.map(({ epoch, field, value }) => [epoch, field, value]);
    const [, l2, clipAt, clipping] = course.changes.map((c) => [c.epoch, c.field, c.value]);
    expect(left({ learningRate: 1 })).toEqual([[40, 'learningRate', 0.1], l2, clipAt, clipping]);
    expect(left(remedy('schedule_early'))).toEqual([l2, clipAt, clipping]);
    expect(left(remedy('l2_strong'))).toHaveLength(3);
    expect(left(remedy('clip_tight'))).toEqual([[40, 'learningRate', 0.01], l2]);
    // At the same steps, on eight times as many points.
    expect(left(remedy('data_few')).map(([epoch]) => epoch)).toEqual([5, 5, 8, 10]);
    for (const id of ['lr_low', 'schedule_early', 'l2_strong', 'clip_tight', 'data_few'] as const)
      expect(changed(course, changesBy(course, remedy(id, course)))).not.toBeNull();
  });
});
