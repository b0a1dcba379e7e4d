import { describe, expect, it } from 'vitest';
import type { DiagnoseOptions, Progress, Verdict } from '#src/doctor/contract.ts';
import { diagnose } from '#src/doctor/diagnose.ts';
import { untriedCauses } from '#src/doctor/verdict.ts';
import { verdictJson } from '#src/doctor/verdict-json.ts';
import { runCost, stepCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import { exampleTables } from '#src/experiment/suited.ts';
import { headline, verdictText } from '#src/words/why.ts';
import { PretendedTraining } from '../../support/pretended-training.ts';

const line: Experiment = {
  ...plain,
  target: 'formula',
  formula: '3 * x',
  domain: [-1, 1],
  trainCount: 50,
  layers: [],
  optimizer: 'sgd',
  learningRate: 0.01,
  epochs: 100,
};

async function verdict(
  learns: (experiment: Experiment) => boolean,
  experiment: Experiment = line,
  options: Partial<DiagnoseOptions> = {},
): Promise<Verdict> {
  const { train } = new PretendedTraining(learns);
  const { signal } = new AbortController();
  const found = await diagnose(experiment, { train, signal, now: () => 0, ...options });
  if (found === null) throw new Error('no data');
  return found;
}

const causesOf = (trials: Verdict['minimal']) => trials.map(({ causes }) => causes);

describe('a diagnosis', () => {
  it('tries nothing where every seed fits', async () => {
    const sound = await verdict(() => true);
    expect(sound).toMatchObject({ fits: true, minimal: [], useless: [], runs: 8 + 2 });
    expect(sound.before.fits).toEqual([8, 8]);
    expect(headline(sound)).toMatch(/^It fits: 8 of 8 seeds/);
  });

  it('scores on new points of a function where none are held out', async () => {
    const found = await verdict(() => true, { ...line, heldOutFrom: 'none' });
    expect(found.before.fits).toEqual([8, 8]);
  });

  it('asks no second reference where the first leaves next to nothing', async () => {
    const { train } = new PretendedTraining(() => true, { large: true });
    const sound = await verdict(() => true, line, { train });
    expect(sound).toMatchObject({ runs: 8 + 1, criterion: { from: 'least' } });
    expect(sound.criterion.reference).toBeLessThan(1e-6);
  });

  it('asks for as much as neighbours know where a reference fails, too', async () => {
    const { train } = new PretendedTraining(() => true, { large: true });
    const wave = { ...line, formula: '3 * x + cos(15 * x)', trainCount: 200 };
    const found = await verdict(() => true, wave, { train });
    expect(found).toMatchObject({ fits: false, criterion: { from: 'neighbours' } });
    expect(found.criterion.reference).toBeGreaterThan(0.1);
    expect(found.criterion.unexplained).toBeLessThan(0.1);
    // Training points know themselves.
    const again = await verdict(() => true, { ...wave, heldOutFrom: 'train' }, { train });
    expect(again.criterion).toMatchObject({ from: 'reference' });
  });

  it('trains a reference on the right labels where the experiment makes some wrong', async () => {
    const pretended = new PretendedTraining(() => false);
    const references: Experiment[] = [];
    const train: DiagnoseOptions['train'] = (jobs, ...rest) => {
      const all = jobs.map((job) => job.experiment);
      references.push(...all.filter(({ schedule }) => schedule === 'cosine'));
      return pretended.train(jobs, ...rest);
    };
    const noisy: Experiment = {
      ...line,
      target: 'moons',
      loss: 'cross_entropy',
      labelNoise: 0.4,
      optimizer: 'adam',
    };
    const found = await verdict(() => false, noisy, { train });
    expect(references.map(({ labelNoise }) => labelNoise)).toEqual([0, 0]);
    expect(found.criterion).toMatchObject({ rightLabels: true });
    expect(verdictText(found, String)).toContain('on the same points with the right labels');
    const clean = await verdict(() => false, { ...noisy, labelNoise: 0 });
    expect(clean.criterion).not.toHaveProperty('rightLabels');
    expect(verdictText(clean, String)).toContain('on the same data');
  });

  it('finds the one change that is enough, confirms it on fresh seeds, and says what does nothing', async () => {
    const found = await verdict(({ learningRate }) => learningRate > 0.5);
    expect(causesOf(found.minimal)).toEqual([['lr_low']]);
    expect(found.enough).toEqual(found.minimal);
    expect(found.minimal[0]).toMatchObject({ changes: { learningRate: 1 }, fits: [8, 8] });
    expect(found.confirmed?.fits).toEqual([8, 8]);
    expect(found.confirmed?.outcomes.map(({ seed }) => seed)).not.toContain(0);
    expect(found.useless.flatMap(({ causes }) => causes)).toContain('few_steps');
    expect(headline(found)).toContain(
      'One change is enough: learning rate 0.01 → 1 (8 of 8 seeds). On fresh seeds: 8 of 8.',
    );
  });

  it('tells alternatives as such', async () => {
    const found = await verdict(
      ({ learningRate, epochs }) => learningRate === 0.1 || epochs === 1000,
    );
    expect(causesOf(found.enough)).toHaveLength(2);
    expect(headline(found)).toContain('Any one of 2 changes is enough');
  });

  it('finds what helps only together, and leaves out what can be left out', async () => {
    const found = await verdict(
      ({ learningRate, epochs }) => learningRate === 0.1 && epochs === 1000,
    );
    expect(found.enough).toEqual([]);
    expect(causesOf(found.minimal).map((set) => set.toSorted())).toContainEqual([
      'few_steps',
      'lr_low',
    ]);
    expect(found.necessary.toSorted()).toEqual(['few_steps', 'lr_low']);
    expect(headline(found)).toMatch(
      /None of \d+ changes tried alone is enough. These together are enough: /,
    );
  });

  it('names first of a set what has a sign of its own', async () => {
    const clipped: Experiment = { ...line, clipping: 'norm' };
    const found = await verdict(
      ({ clipping, learningRate }) => clipping === 'none' && learningRate === 0.1,
      clipped,
    );
    expect(found.minimal[0]?.causes).toEqual(['clip_tight', 'lr_low']);
  });

  it('tries a rate a thousand times as high where a hundred times helps, and is not enough', async () => {
    const { train } = new PretendedTraining(({ learningRate }) => learningRate > 5);
    const half = Float32Array.of(0.5, 0);
    const tried = (helps: boolean) =>
      verdict(() => false, line, {
        train: (jobs, extent, signal) =>
          train(jobs, extent, signal).map(async (run, i) =>
            helps && jobs[i]?.experiment.learningRate === 1
              ? { ...(await run), parameters: half }
              : run,
          ),
      });
    const far = await tried(true);
    expect(far.minimal[0]).toMatchObject({ changes: { learningRate: 10 }, fits: [8, 8] });
    const none = await tried(false);
    expect(none.alone.map(({ changes }) => changes.learningRate)).not.toContain(10);
    const near = await verdict(({ learningRate }) => learningRate > 0.5);
    expect(near.alone.map(({ changes }) => changes.learningRate)).not.toContain(10);
  });

  it('tries no larger dose of what did harm', async () => {
    const { train } = new PretendedTraining(() => false);
    const wrong = Float32Array.of(-9, 0);
    const isHarmful = ({ optimizer, learningRate }: Experiment) =>
      optimizer === 'sgd' ? learningRate < 0.009 : learningRate === 0.01;
    const found = await verdict(() => false, line, {
      train: (jobs, extent, signal) => {
        return train(jobs, extent, signal).map(async (run, i) =>
          isHarmful(jobs[i]?.experiment ?? line) ? { ...(await run), parameters: wrong } : run,
        );
      },
    });
    const alone = found.alone.map(({ changes }) => changes);
    const rates = alone.flatMap(({ optimizer, learningRate = 0 }) =>
      optimizer === undefined && learningRate > 0 ? [learningRate] : [],
    );
    expect(rates.toSorted((a, b) => a - b)).toEqual([0.001, 0.1, 1]);
    // An alternative is no dose.
    expect(alone).toContainEqual({ optimizer: 'adam', learningRate: 0.001 });
  });

  it('removes first what no training can overcome', async () => {
    const broadcast: Experiment = { ...line, labelShape: 'row' };
    const found = await verdict(
      ({ labelShape, learningRate }) => labelShape === 'match' && learningRate === 0.1,
      broadcast,
    );
    expect(found.minimal[0]?.causes).toEqual(['label_broadcast', 'lr_low']);
    expect(found.enough).toEqual([]);
    const unmended = await verdict(() => false, broadcast);
    expect(unmended).toMatchObject({ necessary: ['label_broadcast'], immaterial: [], minimal: [] });
    const alone = await verdict(({ labelShape }) => labelShape === 'match', broadcast);
    expect(causesOf(alone.minimal)).toEqual([['label_broadcast']]);
  });

  it('mends the seeds that are stuck where most fit', async () => {
    const found = await verdict(({ seed, epochs }) => seed !== 3 || epochs > 100);
    expect(found).toMatchObject({ fits: true });
    expect(found.before.fits).toEqual([7, 8]);
    expect(found.minimal[0]).toMatchObject({ causes: ['few_steps'], fits: [8, 8] });
    expect(found.findings).toContainEqual(
      expect.objectContaining({ id: 'seed_luck', figures: { fitting: 7, of: 8 } }),
    );
  });

  it('looks at further seeds for what those that do not fit have in common, as far as the budget goes', async () => {
    const learns = ({ seed }: Experiment) => seed % 4 !== 3;
    const { train } = new PretendedTraining(learns, { large: true });
    const layers = [{ units: 2, activation: 'relu', dropout: 0 }] as const;
    const found = await verdict(learns, { ...line, layers }, { train });
    expect(found.before.fits).toEqual([6, 8]);
    expect(found.partings).toMatchObject({ fitting: 18, stuck: 6 });
    expect(verdictText(found, String)).toContain(
      'Hidden layer 1 at the end: 100 % dead units where it does not fit (6 seeds), 50 % dead units where it does (18).',
    );
    // Eight runs take 0.35 of it, and nine more 0.4.
    const budget = Math.ceil((23 * runCost({ ...line, layers })) / stepCost({ ...line, layers }));
    const few = await verdict(learns, { ...line, layers }, { train, budget });
    expect(few.partings).toMatchObject({ fitting: 13, stuck: 4 });
  });

  it.each<[Progress['stage'], (experiment: Experiment) => boolean]>([
    ['alone', ({ learningRate }) => learningRate > 0.5],
    ['together', ({ learningRate, epochs }) => learningRate === 0.1 && epochs === 1000],
  ])(
    'says what is left within a factor of two, as soon as it can tell: %s',
    async (stage, learns) => {
      let now = 0;
      const told: { readonly at: number; readonly left: number }[] = [];
      const { train } = new PretendedTraining(learns);
      await verdict(learns, line, {
        now: () => now,
        train: (jobs, ...rest) =>
          train(jobs, ...rest).map(async (run, i) => {
            now += runCost(jobs[i]?.experiment ?? line);
            return run;
          }),
        onProgress: ({ stage: at, secondsLeft }) => {
          if (secondsLeft !== null && at === stage)
            told.push({ at: now, left: 1000 * secondsLeft });
        },
      });
      const [first] = told;
      const ratio = (first?.left ?? 0) / (now - (first?.at ?? 0));
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    },
  );

  it('says so when nothing helps', async () => {
    const found = await verdict(() => false);
    expect(found).toMatchObject({ fits: false, minimal: [], confirmed: null });
    expect(found.criterion).toMatchObject({ from: 'unusable' });
    expect(found.useless.length).toBeGreaterThan(5);
    expect(headline(found)).toContain('No change that was tried makes it fit.');
  });

  it('runs an experiment once where a run takes most of the budget, and says what is untried', async () => {
    const slow = { ...line, epochs: 50_000 };
    const left: (number | null)[] = [];
    let now = 0;
    const found = await verdict(() => false, slow, {
      budget: 100_000,
      now: () => now++,
      onProgress: ({ secondsLeft }) => left.push(secondsLeft),
    });
    expect(found).toMatchObject({ before: { fits: [0, 1] }, minimal: [], runs: 1 });
    expect(found.criterion).toMatchObject({ from: 'untried', reference: null });
    expect(found.untried).toContain('capacity');
    // One run alone tells nothing of the others.
    expect(left.every((seconds) => seconds === null)).toBe(true);
  });

  it('is the same for the same budget, and says what a small one leaves untried', async () => {
    const learns = ({ epochs }: Experiment) => epochs > 100;
    const [first, second] = [await verdict(learns), await verdict(learns)];
    expect(first).toEqual(second);
    const small = await verdict(learns, { ...line, patience: 5 }, { budget: 6000 });
    expect(small.steps).toBeLessThan(10_000);
    expect(small.before.fits[1]).toBe(3);
  });

  it('calls nothing untried that was tried, be it with others', () => {
    const untried = [
      { suspected: true, causes: ['lr_low', 'few_steps'] },
      { suspected: true, causes: ['dropout'] },
      { suspected: false, causes: ['capacity'] },
    ] as const;
    expect(untriedCauses(untried, [{ causes: ['few_steps', 'optimiser'] }])).toEqual([
      'lr_low',
      'dropout',
    ]);
  });

  it('allows for errors that happen to be few among the rows that there are', async () => {
    const truthTable: Experiment = {
      ...line,
      target: 'table_classes',
      ...exampleTables.table_classes,
      heldOutFrom: 'train',
      trainCount: 4,
      loss: 'cross_entropy',
    };
    const { criterion } = await verdict(() => false, truthTable);
    // Guessing is wrong in two of four.
    expect(criterion.unexplained).toBeCloseTo(0.05 + Math.sqrt(0.05 / 2));
  });

  it('judges by what the reader calls a fit', async () => {
    const found = await verdict(() => false, line, { unexplained: 1 });
    expect(found.criterion).toEqual({ unexplained: 1, from: 'reader', reference: null });
  });

  it('tells figures while it goes on', async () => {
    const progress: number[] = [];
    const evidence: number[] = [];
    await verdict(() => true, line, {
      onProgress: ({ runs }) => progress.push(runs),
      onEvidence: ({ runs }) => evidence.push(runs.length),
    });
    expect(evidence).toEqual([0, 8]);
    expect(progress.at(-1)).toBe(10);
  });

  it('fails where the experiment itself cannot be trained', async () => {
    const train = (jobs: readonly unknown[]) =>
      jobs.map(() => Promise.reject(new Error('no engine')));
    await expect(verdict(() => true, line, { train })).rejects.toThrow('no engine');
  });

  it('leaves nothing running once aborted', async () => {
    const controller = new AbortController();
    const training = new PretendedTraining(() => false);
    const diagnosed = diagnose(line, {
      train: training.train,
      signal: controller.signal,
      now: () => 0,
      onTrial: () => controller.abort(),
    });
    await expect(diagnosed).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    const { jobs } = training;
    await new Promise((resolve) => setImmediate(resolve));
    expect(training.jobs).toBe(jobs);
  });

  it('is written as JSON and as text', async () => {
    const found = await verdict(({ learningRate }) => learningRate > 0.5);
    const json = JSON.parse(JSON.stringify(verdictJson(found)));
    expect(json).toMatchObject({
      skill: { after: expect.closeTo(1) },
      fits: false,
      causes: [{ id: 'lr_low', kind: 'choice', fits: [8, 8], changes: { learningRate: 1 } }],
      minimal: [{ causes: ['lr_low'] }],
    });
    const text = verdictText(found, ({ learningRate }) => `link ${learningRate}`);
    expect(text).toMatch(/^It does not fit: 0 of 8 seeds fit, R² .*, RMSE \d/);
    expect(text).toMatch(/→ 1: 8 of 8 seeds, R² 1, RMSE \d/);
    expect(text).toContain('link 1');
    expect(text).toContain('Tried alone without effect');
  });
});
