import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultExperiment, defaultsFor } from '#src/experiment/defaults.ts';
import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds, parseExperiment } from '#src/experiment/experiment.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import { targetIds } from '#src/experiment/ids.ts';
import { landingPreset, presets } from '#src/experiment/presets.ts';
import { isFormula, isTable } from '#src/experiment/targets.ts';
import type { Document } from '#src/library/documents/version.ts';
import { documentVersions, latestVersion, upgraded } from '#src/library/documents/versions.ts';
import type { Claim } from '#src/share/claim.ts';
import { fromHash, maxLinkLength, pageKeys, toHash } from '#src/share/link-codec.ts';
import { presetLinks } from '#src/share/preset-links.ts';
import { words } from '#words/base/link.ts';
import { experiments } from '../../support/arbitrary-experiment.ts';

const linkFolder = 'tests/fixtures/links';
const landing = { experiment: landingPreset.experiment, preset: landingPreset.id };

test('only what differs from the defaults is in a link, and readable', () => {
  expect(toHash(defaultExperiment)).toBe('v=2');
  const experiment: Experiment = {
    ...defaultExperiment,
    target: 'sum_mod',
    features: ['x0 + x1', 'x0*x1'],
    layers: [
      { units: 45, activation: 'relu', dropout: 0 },
      { units: 20, activation: 'tanh', dropout: 0.1 },
    ],
    domain: [-1, 1],
    learningRate: 1e-7,
    phases: [
      { order: 'fixed', epochs: 25 },
      { order: 'reshuffle', epochs: null },
    ],
  };
  expect(toHash(experiment, { run: true })).toBe(
    'v=2&target=sum_mod&domain=-1..1&features=x0%20+%20x1;x0*x1&net=45:relu,20:tanh:0.1&loss=mse&lr=1e-7&order=fixed:25,reshuffle&run=1',
  );
});

test('200 random experiments come back unchanged', () => {
  fc.assert(
    fc.property(experiments(), fc.boolean(), (experiment, run) => {
      expect(parseExperiment(experiment)).toEqual({ ok: true, value: experiment });
      const hash = toHash(experiment, { run });
      expect(hash).toMatch(/^[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/);
      expect(fromHash(`#${hash}`)).toEqual({ experiment, problems: [], run });
      expect(fromHash(`https://example.org/fitscope/?x#${hash}`).experiment).toEqual(experiment);
    }),
    { numRuns: 200, seed: 1 },
  );
});

describe('what is wrong is named, and the rest opens', () => {
  const rest = { ...defaultExperiment, epochs: 7 };

  test.each([
    ['epochs=7&colour=red', 'colour'],
    ['epochs=7&__proto__=1', '__proto__'],
    ['epochs=7&lr=fast', 'learningRate'],
    ['epochs=7&lr=1e9', 'learningRate'],
    ['epochs=7&lr=0x10', 'learningRate'],
    ['epochs=7&lr=', 'learningRate'],
    ['epochs=7&lr', 'learningRate'],
    ['epochs=7&batch=1.5', 'batchSize'],
    ['epochs=7&target=eval', 'target'],
    ['epochs=7&net=4:relu:0.1:9', 'layers'],
    ['epochs=7&net=1100:relu', 'layers'],
    [`epochs=7&net=${'1:relu,'.repeat(12)}1:relu`, 'layers'],
    ['epochs=7&order=fixed:3', 'phases'],
    ['epochs=7&domain=1..0', 'domain'],
    ['epochs=7&domain=0...5', 'domain'],
    ['epochs=7&lr=%E0%A4', 'learningRate'],
    ['epochs=7&lr=0.005&lr=1', 'learningRate'],
    ['epochs=7&v=one', 'v'],
    ['epochs=7&preset=no-such', 'preset'],
    ['epochs=7&run=yes', 'run'],
    ['epochs=7&claim=0..3,loss', 'claim'],
  ])('%s', (text, field) => {
    const { experiment, problems, run } = fromHash(text);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(experiment).toEqual(rest);
    expect(run).toBe(false);
  });

  test('several at once', () => {
    const { problems, experiment } = fromHash('v=2&lr=x&batch=0&epochs=7&a=1&b=2');
    const named = problems.map(({ field }) => field);
    expect(named.toSorted()).toEqual(['a', 'b', 'batchSize', 'learningRate']);
    expect(experiment).toEqual(rest);
  });

  test('a link that is too long is not read at all', () => {
    const text = `epochs=7&formula=${'x'.repeat(maxLinkLength)}`;
    expect(fromHash(text)).toMatchObject({ ...landing, problems: [{ field: 'link' }] });
  });

  test('what another # begins is named, and an empty one is nothing', () => {
    expect(fromHash('#v=2&epochs=7#')).toEqual({ experiment: rest, problems: [], run: false });
    expect(fromHash('https://example.org/?a=1#v=2&epochs=7#reply-2')).toMatchObject({
      experiment: rest,
      problems: [{ field: 'link' }],
    });
  });

  test('a long list of them is cut', () => {
    const keys = Array.from({ length: 500 }, (_, i) => `unknown${i}=1`);
    const { problems } = fromHash(`epochs=7&${keys.join('&')}`);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toEqual({ field: 'link', message: 'and 480 more' });
  });

  test('then nothing trains by itself, and the link says so', () => {
    const { run, problems } = fromHash('v=1&lr=fast&run=1');
    expect(run).toBe(false);
    expect(problems.map(({ field }) => field)).toEqual(['learningRate', 'run']);
    const contradictory = fromHash('v=2&target=sine&loss=cross_entropy&labels=row&run=1');
    expect(contradictory.run).toBe(false);
    expect(contradictory.problems.at(-1)).toEqual({
      field: 'run',
      message: words.itWaitsForYouToStart,
    });
  });

  test('and no value of another kind of task takes the place of one that was refused', () => {
    const text = 'v=1&target=formula_1d&formula=2*x-1&out=rellu&loss=bse';
    const { experiment, problems } = fromHash(text);
    expect(problems.map(({ field }) => field)).toEqual(['outputActivation', 'loss']);
    expect(experiment).toMatchObject({ outputActivation: 'linear', loss: 'mse' });
  });
});

describe('fields that contradict one another: one gives way and is named', () => {
  test.each<[string, field: string, Partial<Experiment>]>([
    ['target=blobs&classes=9', 'classes', { target: 'blobs', classes: 3 }],
    ['out=linear&loss=nll_of_softmax', 'loss', { outputActivation: 'linear' }],
    ['drop_last=1&batch=5000', 'dropLast', { batchSize: 5000, dropLast: false }],
    ['order=fixed:60,reshuffle', 'phases', {}],
    ['epochs=100000&train=100000', 'epochs', { trainCount: 100_000, epochs: 50 }],
    ['label_shape=row', 'labelShape', {}],
  ])('v=1&%s', (text, field, changes) => {
    const { experiment, problems } = fromHash(`v=1&${text}`);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0]?.message).toContain('taken: ');
    expect(experiment).toEqual({ ...landing.experiment, ...changes });
  });

  test('a formula that is missing or broken becomes an example', () => {
    const rest = 'target=formula&loss=huber&out=tanh&epochs=7';
    for (const text of [rest, `${rest}&formula=%E0%A4`]) {
      const { experiment, problems } = fromHash(text);
      expect(new Set(problems.map(({ field }) => field))).toEqual(new Set(['formula']));
      const formula = 'sin(3x) + x/2';
      const kept = { target: 'formula', formula, loss: 'huber', outputActivation: 'tanh' };
      expect(experiment).toMatchObject(kept);
    }
  });

  test('of several that cannot be together, as few as possible go', () => {
    const text =
      'target=xor&heldout=100000&encoding=polynomial&degree=10&features=x0;x1;x0;x1;x0;x1&seed=5';
    const { experiment, problems } = fromHash(text);
    expect(problems.map(({ field }) => field)).toEqual(['heldOutCount']);
    expect(experiment).toMatchObject({ encoding: 'polynomial', degree: 10, seed: 5 });
  });
});

describe('a link that names no more than a target', () => {
  test.each(targetIds.filter((id) => !isFormula(id) && !isTable(id)))(
    '%s: has what suits it',
    (target) => {
      const { experiment, problems } = fromHash(`v=2&target=${target}`);
      expect(problems).toEqual([]);
      expect(experiment).toEqual(defaultsFor({ ...defaultExperiment, target }));
      expect(toHash(experiment)).toBe(target === 'sine' ? 'v=2' : `v=2&target=${target}`);
    },
  );

  test.each(targetIds.filter(isFormula))('%s: has what suits it, with its formula', (target) => {
    const { experiment, problems } = fromHash(`v=2&target=${target}&formula=1`);
    expect(problems).toEqual([]);
    expect(experiment).toEqual({
      ...defaultsFor({ ...defaultExperiment, target }),
      formula: '1',
    });
  });

  test('says so of a formula that is still to be written', () => {
    expect(fromHash('target=formula').problems.map(({ field }) => field)).toEqual(['formula']);
  });
});

test('an end of a domain may be a multiple of π', () => {
  const { experiment } = fromHash('v=2&target=sine&domain=-pi..2pi');
  expect(experiment.domain).toEqual([-Math.PI, 2 * Math.PI]);
});

describe('a comparison', () => {
  const others = [
    { ...defaultExperiment, learningRate: 0.1 },
    { ...defaultExperiment, layers: [], formula: 'a|b&c=d' },
  ];

  test('travels as the experiments that are compared', () => {
    const opened = fromHash(toHash(defaultExperiment, { against: others }));
    expect(opened).toMatchObject({ experiment: defaultExperiment, problems: [], against: others });
  });

  test('names what of the others cannot be read, and holds no comparison in turn', () => {
    const inner = encodeURIComponent('v=2&lr=fast|v=2&against=v%3D2|');
    const { against, problems, run } = fromHash(`v=2&against=${inner}&run=1`);
    expect(against).toEqual([defaultExperiment]);
    expect(problems.map(({ field }) => field)).toEqual(['against', 'against', 'against', 'run']);
    expect(run).toBe(false);
  });

  test('takes so many and no more', () => {
    const many = Array.from({ length: 9 }, () => defaultExperiment);
    const { against, problems } = fromHash(toHash(defaultExperiment, { against: many }));
    expect(against).toHaveLength(8);
    expect(problems).toMatchObject([{ field: 'against' }]);
  });
});

describe('a sweep', () => {
  const sweep = {
    axes: [
      { field: 'learningRate', values: [0.001, 0.01] },
      { field: 'layers', values: [[], [{ units: 8, activation: 'tanh', dropout: 0 }]] },
    ],
    seeds: [0, 1, 2],
    sample: null,
  } as const;

  test('travels as its values, and as how many of their combinations are tried', () => {
    for (const sample of [null, 3]) {
      const hash = toHash(defaultExperiment, { sweep: { ...sweep, sample } });
      const opened = fromHash(hash);
      expect(opened).toMatchObject({ experiment: defaultExperiment, problems: [] });
      expect(opened.sweep).toEqual({ ...sweep, sample });
    }
  });

  test('of an older version has values of today', () => {
    expect(fromHash('v=1&sweep=0,all,lr=1%26lr=2').sweep?.axes).toEqual([
      { field: 'learningRate', values: [1, 2] },
    ]);
  });

  test.each([
    ['0..2,all', 'expected seeds,combinations,values'],
    ['0..99,all,lr=1', 'up to 64 seeds'],
    ['0,0,lr=1', 'expected seeds'],
    ['0,all,lr=fast', 'lr: '],
    ['0,all,lr=-1', 'lr: '],
    ['0,all,constructor=1', 'constructor: is not known'],
    ['0,all,lr=%', 'lr: an escape'],
    ['0,all,seed=4', 'seed: cannot be swept'],
    ['0,all,lr=1&batch=2&epochs=3', 'at most 2 fields'],
    [`0,all,${Array.from({ length: 65 }, (_, i) => `batch=${i + 1}`).join('&')}`, 'at most 64'],
  ])('that cannot be read is named, and left out: %s', (text, message) => {
    const opened = fromHash(`v=2&sweep=${encodeURIComponent(text)}&run=1`);
    expect(opened.problems).toMatchObject([
      { field: 'sweep', message: expect.stringContaining(message) },
      { field: 'run' },
    ]);
    expect([opened.sweep, opened.run]).toEqual([undefined, false]);
  });
});

describe('an overlay', () => {
  test('travels as its experiments, each with its seeds', () => {
    const overlay = [
      { experiment: { ...defaultExperiment, seed: 3 }, seeds: [3, 4, 5] },
      { experiment: { ...defaultExperiment, seed: 9, formula: 'a|b&c=d' }, seeds: [9, 1] },
    ];
    const { experiment } = overlay[0]!;
    const opened = fromHash(toHash(experiment, { overlay }));
    expect(opened).toMatchObject({ experiment, problems: [], overlay });
  });

  test('names what of it cannot be read, and keeps the rest', () => {
    const inner = encodeURIComponent('0,|9..1,v=2|1,v=2&lr=fast|2,v=2&overlay=0,|');
    const { overlay, problems } = fromHash(`v=2&lr=0.5&overlay=${inner}`);
    expect(overlay?.map(({ experiment, seeds }) => [experiment.learningRate, seeds])).toEqual([
      [0.5, [0]],
      [defaultExperiment.learningRate, [1]],
    ]);
    expect(problems.map(({ field }) => field)).toEqual(Array(4).fill('overlay'));
    const many = Array.from({ length: 10 }, () => '0,').join('|');
    expect(fromHash(`v=2&overlay=${encodeURIComponent(many)}`).overlay).toHaveLength(9);
  });
});

describe('versions', () => {
  test('a newer one is said, not guessed', () => {
    const newer = documentVersions.length + 1;
    const opened = fromHash(`v=${newer}&epochs=7&run=1`);
    expect(opened).toMatchObject({ ...landing, run: false });
    expect(opened.newerVersion).toBe(newer);
    expect(opened.problems).toMatchObject([{ field: 'v' }]);
  });

  test('a link written by hand needs none', () => {
    expect(fromHash('epochs=7')).toEqual(fromHash(`v=${documentVersions.length}&epochs=7`));
    expect(fromHash('')).toEqual({ ...landing, problems: [], run: false });
  });

  test('the latest one has exactly today’s fields and defaults', () => {
    const today = fieldIds.map((id) => [
      fields[id].key,
      [id, fields[id].kind, fieldText(id, defaultExperiment)],
    ]);
    expect(latestVersion().linkKeys).toEqual(Object.fromEntries(today));
    expect(fieldIds.map((id) => fields[id].key).filter((key) => pageKeys.includes(key))).toEqual(
      [],
    );
  });

  test('links of every version are kept and open as they did when they were given out', () => {
    const files = readdirSync(linkFolder).filter((name) => name.endsWith('.txt'));
    expect(files.toSorted()).toEqual(documentVersions.map(({ number }) => `v${number}.txt`));
    for (const { number } of documentVersions) {
      const lines = readFileSync(`${linkFolder}/v${number}.txt`, 'utf8').trimEnd().split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(24);
      for (let i = 0; i < lines.length; i += 2) {
        const { experiment, problems } = fromHash(lines[i] ?? '');
        expect(problems, lines[i]).toEqual([]);
        const then = JSON.parse(lines[i + 1] ?? '') as Document;
        expect(experiment, lines[i]).toMatchObject(upgraded('experiment', then, number));
      }
    }
  });
});

test.each([
  ['formula_1d&formula=x', { target: 'formula', inputCount: 1 }],
  ['formula_2d&formula=x0*x1', { target: 'formula', inputCount: 2 }],
  ['formula_classes&formula=3*x0', { target: 'formula_classes', inputCount: 2 }],
])('a formula of version 1 keeps its inputs: %s', (target, expected) => {
  expect(fromHash(`v=1&target=${target}`).experiment).toMatchObject(expected);
});

describe('presets', () => {
  test.each(presets.map(({ id, experiment }) => [id, experiment] as const))(
    '%s opens by its name in every version from its first on, and by its link',
    (id, experiment) => {
      const opened = { experiment, problems: [], run: false, preset: id };
      const first = Number(/^v=(\d+)/.exec(presetLinks[id] ?? '')?.[1]);
      for (const { number } of documentVersions.filter(({ number }) => number >= first))
        expect(fromHash(`v=${number}&preset=${id}`)).toEqual(opened);
      expect(fromHash(toHash(experiment)).experiment).toEqual(experiment);
    },
  );

  test('fields that are given count more than the preset, a default value too', () => {
    const { experiment } = fromHash('preset=parabola-scaled&batch=1&epochs=9');
    const preset = presets.find(({ id }) => id === 'parabola-scaled')?.experiment;
    expect(experiment).toEqual({ ...preset, batchSize: 1, epochs: 9 });
  });
});

test('a claim travels beside the experiment', () => {
  const claim: Claim = {
    losses: [0.612345, 0.6, Number.POSITIVE_INFINITY].map((loss, seed) => ({ seed, loss })),
    epoch: 50,
    measure: 'heldOutLoss',
    engine: 'wasm',
  };
  const opened = fromHash(toHash(defaultExperiment, { claim }));
  expect(opened).toEqual({ experiment: defaultExperiment, problems: [], run: false, claim });
});

interface KeptClaim {
  readonly link: string;
  /** Losses as text: JSON has no infinity. */
  readonly claim: Omit<Claim, 'losses'> & { losses: { seed: number; loss: string }[] };
  readonly experiment: Experiment;
}

test('claims of release 0.1.0 open as they did', () => {
  const kept: readonly KeptClaim[] = JSON.parse(
    readFileSync('tests/fixtures/kept/v1/claims.json', 'utf8'),
  );
  for (const { link, claim, experiment } of kept) {
    const losses = claim.losses.map(({ seed, loss }) => ({ seed, loss: Number(loss) }));
    const opened = fromHash(link);
    expect(opened).toMatchObject({ experiment, problems: [], claim: { ...claim, losses } });
  }
});

test('presets of release 0.1.0 open by name as what they were then', () => {
  const kept: Readonly<Record<string, { link: string; experiment: Experiment }>> = JSON.parse(
    readFileSync(`${linkFolder}/v1-presets.json`, 'utf8'),
  );
  for (const [id, { link, experiment }] of Object.entries(kept)) {
    expect(fromHash(`v=1&preset=${id}`)).toMatchObject({ experiment, problems: [] });
    expect(fromHash(link)).toMatchObject({ experiment, problems: [] });
  }
});
