import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCode } from '#src/code/read/read-code.ts';
import { type CodeLanguage, codeLanguages } from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById, presets } from '#src/experiment/presets.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { packTable } from '#src/experiment/table.ts';
import { withTable } from '#src/experiment/with-table.ts';
import { fromHash, toHash } from '#src/share/link-codec.ts';
import { linkInText } from '#src/share/link-in-text.ts';
import { experiments } from '../../support/arbitrary-experiment.ts';
import { keptTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';

async function scriptOf(experiment: Experiment, language: CodeLanguage, link: string | null) {
  const written = await writeScript(experiment, language, { title: 'A', link, losses: [] });
  return written.ok ? written.value : null;
}

/** Stop rules are no part of a script, but where there are some it says so, and may look at the loss more often. */
const rulesLine = /^(# )?The rules that end a run early are left out\.\n/m;

/** Whether both are one script: formulas may be spelt otherwise. */
async function sameScript(experiment: Experiment, language: CodeLanguage, found: Experiment) {
  const plain = (e: Experiment): Experiment => {
    const idle = fieldIds.filter((id) => !isRelevant(id, e));
    const values = Object.fromEntries(idle.map((id) => [id, defaultExperiment[id]]));
    const dropoutSeed = idle.includes('dropoutSeed') ? 0 : e.dropoutSeed;
    return { ...e, ...values, dropoutSeed };
  };
  const [own, again] = await Promise.all(
    [experiment, found].map((one) => scriptOf(plain(one), language, null)),
  );
  return own?.replace(rulesLine, '') === again?.replace(rulesLine, '');
}

describe('a script that was written here, read again without its link', () => {
  const named = presets.map(({ id, experiment }) => [id, experiment] as const);

  it.each(named)('is its experiment: %s', async (_, experiment) => {
    // Each preset in one language: the next preset in the next.
    const place = presets.findIndex((one) => one.experiment === experiment);
    const asked = codeLanguages[place % codeLanguages.length] ?? 'numpy';
    const inAsked = await scriptOf(experiment, asked, null);
    const language = inAsked === null ? 'numpy' : asked;
    const script = inAsked ?? (await scriptOf(experiment, language, null)) ?? '';
    const [found] = (await readCode(script, { now: () => 0 })).experiments;
    expect(found?.facts.filter(({ kind }) => kind === 'open')).toEqual([]);
    expect(found?.lost.filter(({ id }) => id !== 'kerasEpsilon')).toEqual([]);
    const again = found?.experiment ?? null;
    expect(again && (await sameScript(experiment, language, again))).toBe(true);
  });

  it.each([
    ['a number', { target: 'formula', formula: 'x0*x1' }],
    ['several numbers', { target: 'formula', formula: 'x0*x1; x0 - x1' }],
    ['a class by its number', { target: 'formula_classes', formula: 'x0*x1' }],
    ['a class by the largest', { target: 'formula_classes', formula: 'x0; x1; x0*x1' }],
  ] as const)('answers what the formula answers: %s', async (_, formula) => {
    const experiment: Experiment = { ...smallExperiment, ...formula, inputCount: 2 };
    // Those of Python write it in the same way.
    for (const language of ['numpy', 'flux'] as const) {
      const script = (await scriptOf(experiment, language, null)) ?? '';
      const [found] = (await readCode(script, { now: () => 0 })).experiments;
      expect(found?.experiment, language).toMatchObject(formula);
    }
  });

  it('has its weights of classes', async () => {
    const blobs: Experiment = { ...smallExperiment, target: 'blobs', classes: 3, loss: 'hinge' };
    for (const own of [
      { ...blobs, classWeighting: 'balanced' },
      { ...blobs, classWeighting: 'given', classWeights: [1, 0.25, 4] },
    ] as const)
      for (const language of ['pytorch', 'flux'] as const) {
        const loss = language === 'flux' ? 'cross_entropy' : 'hinge';
        const script = (await scriptOf({ ...own, loss }, language, null)) ?? '';
        const [found] = (await readCode(script, { now: () => 0 })).experiments;
        expect(found?.experiment).toMatchObject({
          classWeighting: own.classWeighting,
          classWeights: own.classWeights,
        });
      }
  });

  it('has what changes on the way, and what each row of its table counts', async () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => i + 1);
    const columns = ['a', 'b', 'count'].map((name) => ({ name, labels: null, values }));
    const packed = packTable({ rows: 12, columns });
    const table = withTable(smallExperiment, packed.ok ? packed.value : '', 1, null, true);
    const changes = [
      { epoch: 2, field: 'learningRate', value: 0.5 },
      { epoch: 2, field: 'clipping', value: 'norm' },
      { epoch: 3, field: 'l2', value: 0.25 },
    ] as const;
    const cases = [
      [table, 'numpy'],
      [table, 'flux'],
      [{ ...smallExperiment, l2: 0.125, changes }, 'keras'],
    ] as const;
    for (const [experiment, language] of cases) {
      const script = (await scriptOf(experiment, language, null)) ?? '';
      const [found] = (await readCode(script, { now: () => 0 })).experiments;
      const { l2, rowWeights, table } = experiment;
      expect(found?.experiment).toMatchObject({
        l2,
        rowWeights,
        table,
        changes: experiment.changes,
      });
    }
  });

  it.each(codeLanguages)('has a loss of classes on numbers: %s', async (language) => {
    const cases: readonly Partial<Experiment>[] = [
      { loss: 'nll_of_softmax', outputActivation: 'softmax' },
      { loss: 'cross_entropy_of_outputs', formula: 'x; cos(x)', inputCount: 1, target: 'formula' },
    ];
    for (const own of cases) {
      const script = (await scriptOf({ ...smallExperiment, ...own }, language, null)) ?? '';
      const [found] = (await readCode(script, { now: () => 0 })).experiments;
      expect(found?.experiment).toMatchObject(own);
    }
  });

  it('has the outputs of one label', async () => {
    const experiment: Experiment = { ...smallExperiment, unusedOutputs: 2, noise: 0.1 };
    for (const language of codeLanguages) {
      const script = (await scriptOf(experiment, language, null)) ?? '';
      const [found] = (await readCode(script, { now: () => 0 })).experiments;
      const again = found?.experiment ?? null;
      expect(again?.unusedOutputs, language).toBe(2);
      expect(again && (await sameScript(experiment, language, again)), language).toBe(true);
    }
  });

  it.each([
    ['flux', { layers: [{ units: 4, activation: 'selu', dropout: 0.25 }], dropoutSeed: 9 }],
    ['keras', { optimizer: 'nesterov', schedule: 'cosine', warmup: 0.25 }],
  ] as const)('has dropout, and momentum under a warm-up: %s', async (language, own) => {
    const experiment: Experiment = { ...smallExperiment, ...own };
    const script = (await scriptOf(experiment, language, null)) ?? '';
    const [found] = (await readCode(script, { now: () => 0 })).experiments;
    expect(found?.experiment).toMatchObject(own);
  });

  it('has its table, with what is missing in it', async () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => (i % 3 === 1 ? Number.NaN : i));
    const column = (name: string) => ({ name, labels: null, values: values.map((_, i) => i) });
    const columns = [{ name: 'a', labels: null, gaps: true as const, values }, column('b')];
    const packed = packTable({ rows: 20, columns });
    const experiment = withTable(smallExperiment, packed.ok ? packed.value : '', 1);
    for (const language of ['numpy', 'flux'] as const) {
      const script = (await scriptOf(experiment, language, null)) ?? '';
      const [found] = (await readCode(script, { now: () => 0 })).experiments;
      expect(found?.experiment).toMatchObject({ table: experiment.table, inputCount: 1 });
    }
  });

  it('is its experiment, whatever that is', { timeout: 300_000 }, async () => {
    let count = 0;
    const limits = { trainCount: 60, heldOutCount: 20, epochs: 50, layers: 3, units: 9 };
    const property = fc.asyncProperty(
      experiments({ ...limits, moderate: true }),
      fc.constantFrom(...codeLanguages),
      async (experiment, language) => {
        const script = await scriptOf(experiment, language, null);
        if (script === null) return;
        count++;
        const reading = await readCode(script, { now: () => 0 });
        const found = reading.experiments[0]?.experiment;
        expect(found && (await sameScript(experiment, language, found))).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: 16, seed: 1, endOnFailure: true });
    expect(count).toBeGreaterThan(8);
  });

  it('names a table that lies beside it', async () => {
    const { experiment } = keptTableOf(smallExperiment, 'abcdefghijklmnopqrstuv');
    for (const language of ['pytorch', 'flux'] as const) {
      const script = (await scriptOf(experiment, language, null)) ?? '';
      const [found] = (await readCode(script, { now: () => 0 })).experiments;
      expect(found?.experiment).toMatchObject({ target: 'table', table: experiment.table });
      const again = found?.experiment ?? null;
      expect(again && (await sameScript(experiment, language, again))).toBe(true);
    }
  });

  it('says only what its lines say where it was changed by hand', async () => {
    const experiment = presetById('spirals')?.experiment as Experiment;
    const script = (await scriptOf(experiment, 'numpy', null)) ?? '';
    const changed = script.replace(/BATCH, EPOCHS = .*/, (line) => `${line.slice(0, -3)}99`);
    expect(changed).not.toBe(script);
    const edited = changed.replace('u0, u1 = ', 'u1, u0 = ');
    expect(edited).not.toBe(changed);
    const [found] = (await readCode(edited, { now: () => 0 })).experiments;
    const fact = (field: string) => found?.facts.find((one) => one.field === field);
    expect(fact('target')).toMatchObject({ kind: 'open' });
    expect(fact('epochs')).toMatchObject({ kind: 'guessed' });
    expect(JSON.stringify(fact('epochs'))).toMatch(/"value":99,/);
    expect(fact('initialiser')).toMatchObject({ value: experiment.initialiser });
    expect(found?.facts.filter(({ kind }) => kind === 'said')).toHaveLength(1);
  });
});

describe('the link in a text', () => {
  it('of a script is its experiment', async () => {
    let count = 0;
    const address = fc.constantFrom('', 'https://example.org/page/?a=1');
    const property = fc.asyncProperty(experiments(), address, async (experiment, page) => {
      const link = `${page}#${toHash(experiment)}`;
      for (const language of codeLanguages) {
        const script = await scriptOf(experiment, language, link);
        if (script === null) continue;
        count++;
        const said = { ...fromHash(link), problems: [] };
        expect(linkInText(script)).toEqual(said);
        expect(toHash(said.experiment)).toBe(toHash(experiment));
      }
    });
    await fc.assert(property, { numRuns: 40, seed: 1 });
    expect(count).toBeGreaterThan(50);
  });

  it.each([
    ['x = 1\n# made by https://a.b/c#v=2&amp;lr=0.5\n', 0.5],
    ["'''\n#v=2&lr=0.25\n'''", 0.25],
    ['"""\n#v=2\n"""', fromHash('#v=2').experiment.learningRate],
  ])('%j', (text, learningRate) => {
    expect(linkInText(text)).toMatchObject({ experiment: { learningRate }, problems: [] });
  });

  it.each(['', 'x = "#v=2&lr=0.5"', 'see #v=2', '#v=a&lr=1', `#v=2&a=${'b'.repeat(40_000)}`])(
    'is none in %j',
    (text) => expect(linkInText(text)).toBeNull(),
  );

  it('names what could not be read', () => {
    expect(linkInText('# #v=2&lr=0.5&tempo=3')).toMatchObject({
      experiment: { learningRate: 0.5 },
      problems: [{ field: 'tempo' }],
    });
    expect(linkInText('# #v=99&lr=0.5')).toMatchObject({ newerVersion: 99 });
  });
});
