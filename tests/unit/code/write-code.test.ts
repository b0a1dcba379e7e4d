import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { SyntaxNodeRef } from '@lezer/common';
import { parser as juliaParser } from '@plutojl/lezer-julia';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { notebookOf } from '#src/code/write/notebook.ts';
import { type CodeLanguage, codeLanguages } from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { prepareData } from '#src/data/prepare.ts';
import { PreparedSets } from '#src/data/prepared.ts';
import { findTablesBy } from '#src/data/table/load-table.ts';
import { tableCsv, tableFileName } from '#src/data/table/match-table.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import {
  activationIds,
  clippingIds,
  encodingIds,
  heldOutIds,
  type InitialiserId,
  initialiserIds,
  optimizerIds,
  scalingIds,
  scheduleIds,
  targetIds,
} from '#src/experiment/ids.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { presetById, presets } from '#src/experiment/presets.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { hashText, packTable, referenceText, unpackTable } from '#src/experiment/table.ts';
import { type Table, tableBytes } from '#src/experiment/table-bytes.ts';
import { classCount, isTable, taskOf } from '#src/experiment/targets.ts';
import { withTable } from '#src/experiment/with-table.ts';
import { writeWeights } from '#src/export/weights/write-weights.ts';
import { registered } from '../../support/engines.ts';
import { pythonWith } from '../../support/python.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = pythonWith();
const runs = { numpy: pythonWith('numpy'), pytorch: pythonWith('numpy', 'torch') } as const;

async function script(experiment: Experiment, language: CodeLanguage): Promise<string> {
  const written = await writeScript(experiment, language, { title: 'A', link: null, losses: [] });
  if (!written.ok) throw new Error(written.error.join());
  return written.value;
}

/** Equal units have equal gradients, and optimisers that divide by them see nothing but rounding. */
const isEven = (id: InitialiserId) => id === 'zeros' || id === 'constant';

/** Every target, and every id of most choices, in small experiments. */
const small = targetIds
  .filter((id) => !isTable(id))
  .map((target, i): Experiment => {
    const pick = <T>(ids: readonly T[]): T => ids[i % ids.length] as T;
    const base: Experiment = {
      ...smallExperiment,
      target,
      seed: i,
      formula:
        'x0 < 0 and not x1 > 0 ? -x0^2 : mod(3x1, 2) + round(x0); relu(x0) - where(x1 > x0, x1, sigmoid(x1))',
      inputCount: 2,
      inputDomains: [
        [-1, 1],
        [0, 2 * Math.PI],
      ],
      classes: 3,
      domain: null,
      trainCount: 50,
      heldOutCount: 20,
      batchSize: 16,
      epochs: 4,
      sampling: pick(['uniform', 'grid', 'normal'] as const),
      samplingMean: 0.5,
      heldOutDomain: pick([null, [2, 3]] as const),
      noise: pick([0, 0.1, 0]),
      labelNoise: pick([0, 0, 0.2]),
      encoding: pick(encodingIds),
      inputScaling: pick(scalingIds),
      inputDivisor: 4,
      layers: [
        { units: 6, activation: pick(activationIds), dropout: 0 },
        { units: 5, activation: pick(activationIds), dropout: pick([0, 0, 0.3]) },
      ],
      outputActivation: 'linear',
      initialiser: pick(initialiserIds),
      omega: 2, // larger ones make chaos at once
      optimizer: isEven(pick(initialiserIds)) ? 'sgd' : pick(optimizerIds),
      learningRate: 0.01,
      clipping: pick(clippingIds),
      l1: pick([0, 0, 0, 0.01]),
      l2: pick([0, 0.01]),
      schedule: pick(scheduleIds),
      scheduleEvery: 1,
      scheduleFactor: 0.5,
      evaluateEvery: pick([0, 1, 2]),
      heldOutFrom: pick(heldOutIds.filter((id) => id !== 'last')),
      dropLast: pick([false, false, true]),
      bias: i % 4 !== 2,
      summedLoss: i % 3 === 1,
      phases: [
        { order: pick(['fixed', 'shuffle_once', 'fresh', 'with_replacement'] as const), epochs: 1 },
        { order: pick(['reshuffle', 'sorted', 'fresh'] as const), epochs: null },
      ],
    };
    const isClasses = classCount(base) !== null;
    return {
      ...base,
      features: i % 5 === 0 ? taskOf(base).inputs.map((name) => `${name} * 2 - 1`) : [],
      loss: isClasses
        ? pick(['cross_entropy', 'nll_of_softmax', 'mse', 'hinge'] as const)
        : pick(['mse', 'mae', 'huber', 'msle'] as const),
      outputActivation: isClasses && i % 3 > 0 ? 'softmax' : 'linear',
      targetScaling: isClasses ? 'none' : pick(['standardise', 'min_max', 'none'] as const),
      labelShape: !isClasses && i % 4 === 0 ? 'row' : 'match',
    };
  });

/** Losses of probabilities, of numbers for classes, and of signs. */
const ofLosses = (
  [
    { target: 'xor', loss: 'bce_of_probabilities', outputActivation: 'sigmoid' },
    { target: 'sum_bin', loss: 'cross_entropy_of_outputs', outputActivation: 'sigmoid' },
    // Of some rows the right output is 0.
    { target: 'sum_bin', loss: 'cross_entropy_of_outputs', outputActivation: 'relu', seed: 5 },
    { target: 'blobs', loss: 'hinge' },
    { target: 'moons', loss: 'hinge', outputActivation: 'tanh' },
    { target: 'moons', loss: 'mse', classTargets: 'signs', outputActivation: 'tanh' },
    { target: 'sum_bin', loss: 'mse', classTargets: 'number' },
    { target: 'parabola', loss: 'msle', outputActivation: 'softplus' },
    { target: 'sine', loss: 'bce' },
    { target: 'sum_bin', loss: 'bce', outputActivation: 'sigmoid' },
    {
      target: 'sum_bin',
      loss: 'bce_of_probabilities',
      classTargets: 'number',
      outputActivation: 'sigmoid',
    },
    { target: 'sine', loss: 'cross_entropy' },
    { target: 'sine', loss: 'nll_of_softmax', outputActivation: 'softmax' },
    { target: 'formula', formula: 'x; x^2; cos(x)', inputCount: 1, loss: 'cross_entropy' },
    {
      target: 'formula',
      formula: 'x; x^2; cos(x)',
      inputCount: 1,
      loss: 'cross_entropy_of_outputs',
      outputActivation: 'softplus',
      summedLoss: true,
    },
  ] as const
).map((own): Experiment => ({ ...smallExperiment, classes: 3, ...own }));

/** Classes that count differently, with each coding of classes. */
const weighted = (
  [
    { target: 'blobs', loss: 'cross_entropy', classWeighting: 'balanced', labelNoise: 0.3 },
    { target: 'blobs', loss: 'nll_of_softmax', outputActivation: 'softmax', summedLoss: true },
    { target: 'sum_bin', loss: 'cross_entropy_of_outputs', outputActivation: 'sigmoid' },
    { target: 'blobs', loss: 'hinge', summedLoss: true },
    { target: 'moons', loss: 'hinge', outputActivation: 'tanh', classWeights: [0.2, 3] },
    { target: 'sum_bin', loss: 'mse', classWeighting: 'balanced', classTargets: 'one_hot' },
    { target: 'sum_bin', loss: 'huber', classTargets: 'number' },
    { target: 'xor', loss: 'bce', classWeights: [0.2, 3] },
    {
      target: 'xor',
      loss: 'bce_of_probabilities',
      outputActivation: 'sigmoid',
      classWeights: [1, 9],
    },
    // More outputs than there are classes.
    { target: 'blobs', loss: 'hinge', classWeighting: 'none', labelNoise: 0.3, classes: 4 },
    { target: 'blobs', loss: 'cross_entropy', classWeighting: 'balanced', unusedOutputs: 2 },
    {
      target: 'sum_bin',
      loss: 'mse',
      classTargets: 'one_hot',
      classWeighting: 'none',
      unusedOutputs: 1,
    },
    { target: 'xor', loss: 'huber', classTargets: 'one_hot', unusedOutputs: 1 },
  ] as const
).map(
  (own): Experiment => ({
    ...smallExperiment,
    classes: 3,
    classWeighting: 'given',
    classWeights: [1, 0.25, 4],
    ...own,
  }),
);

/** Settings that change after the first epoch, with what makes them felt. */
const changing = (
  [
    { optimizer: 'momentum', changes: [['learningRate', 0.001]] },
    { optimizer: 'nesterov', schedule: 'exponential', changes: [['learningRate', 0.02]] },
    {
      optimizer: 'adam',
      changes: [
        ['l2', 0.3],
        ['l1', 0.2],
      ],
    },
    {
      l1: 0.2,
      changes: [
        ['l1', 0],
        ['l2', 0.1],
      ],
    },
    {
      clipping: 'value',
      clipAt: 0.01,
      changes: [
        ['clipAt', 0.001],
        ['clipping', 'norm'],
      ],
    },
    { clipping: 'norm', clipAt: 0.1, l2: 0.1, changes: [['clipAt', 0.01]] },
    {
      optimizer: 'adagrad',
      changes: [
        ['clipping', 'value'],
        ['clipAt', 1e-4],
        ['clipping', 'none'],
      ],
    },
  ] as const
).map(
  ({ changes, ...own }): Experiment => ({
    ...smallExperiment,
    ...own,
    changes: changes.map(([field, value]) => ({ epoch: 1, field, value })),
  }),
);

/** Labels in a row, with each loss that meets them. */
const ofRows = (
  [
    { loss: 'bce', reduce: 'flux' },
    { loss: 'bce_of_probabilities', outputActivation: 'sigmoid' },
    { loss: 'msle', summedLoss: true },
    { loss: 'huber', reduce: 'flux', summedLoss: true },
  ] as const
).map((own): Experiment => ({ ...smallExperiment, labelShape: 'row', ...own }));

/** Outputs that have the same label. */
const repeated = (
  [
    { loss: 'mse', noise: 0.1, targetScaling: 'standardise' },
    { loss: 'mae', summedLoss: true, phases: [{ order: 'fresh', epochs: null }] },
  ] as const
).map((own): Experiment => ({ ...smallExperiment, unusedOutputs: 2, ...own }));

/** Tables of few and of many rows, of numbers, several answers and classes. */
function ofTables(): readonly Experiment[] {
  const table = (rows: number, answers: readonly (readonly string[] | null)[]) => {
    const column = (name: string, i: number, labels: readonly string[] | null) => ({
      name,
      labels,
      values: Float64Array.from({ length: rows }, (_, row) =>
        labels ? (row * i) % labels.length : (Math.round(1e4 * Math.sin(i * row + i)) - i) / 100,
      ),
    });
    const inputs = ['height', 'a b'].map((name, i) => column(name, i + 1, null));
    const packed = packTable({
      rows,
      columns: [...inputs, ...answers.map((labels, i) => column(`y${i}`, i + 3, labels))],
    });
    if (!packed.ok) throw new Error(packed.error);
    return withTable({ ...smallExperiment, phases: defaultExperiment.phases }, packed.value, 2);
  };
  /** The last column is what each row counts. */
  const counted = (e: Experiment): Experiment => {
    const own = unpackTable(e.table);
    if (!own.ok) throw new Error(own.error);
    const values = Float64Array.from({ length: own.value.rows }, (_, i) => 0.25 + (i % 7));
    const weights = { name: 'count', labels: null, values };
    const packed = packTable({ ...own.value, columns: [...own.value.columns, weights] });
    return { ...e, table: packed.ok ? packed.value : '', rowWeights: true };
  };
  return [
    table(12, [null]),
    withGaps(table(30, [null])),
    { ...withGaps(table(260, [['red', 'green']])), inputScaling: 'standardise' },
    { ...table(60, [null, null]), inputScaling: 'min_max', targetScaling: 'standardise' },
    { ...table(250, [['red', 'green', 'blue']]), batchSize: 50, heldOutFrom: 'last' },
    { ...table(300, [null]), batchSize: 50, schedule: 'plateau', inputScaling: 'standardise' },
    { ...counted(table(30, [null])), inputScaling: 'standardise', unusedOutputs: 1 },
    { ...counted(table(30, [null])), summedLoss: true },
    { ...counted(withGaps(table(260, [null, null]))), inputScaling: 'min_max', loss: 'huber' },
    {
      ...counted(table(60, [['red', 'green', 'blue']])),
      classWeighting: 'balanced',
      unusedOutputs: 1,
    },
  ];
}

/** Every fifth of the first column is missing. */
function withGaps(e: Experiment): Experiment {
  const table = unpackTable(e.table);
  if (!table.ok) throw new Error(table.error);
  const [first, ...others] = table.value.columns;
  const values = (first?.values ?? new Float64Array()).map((value, i) =>
    i % 5 === 1 ? Number.NaN : value,
  );
  const packed = packTable({
    ...table.value,
    columns: [{ name: 'height', labels: null, gaps: true, values }, ...others],
  });
  return { ...e, table: packed.ok ? packed.value : '' };
}

/** A table that is kept elsewhere, of numbers and of classes; its file lies beside the scripts. */
async function ofFiles(): Promise<readonly Experiment[]> {
  const labels = ['red, or "not"', 'annulled', 'blue'];
  const number = (row: number) => Math.round(1e4 * Math.sin(row)) / 100;
  const tables = [null, labels].map(
    (names): Table => ({
      rows: 90,
      columns: [
        { name: 'a', labels: null, values: Float64Array.from({ length: 90 }, (_, i) => number(i)) },
        {
          name: 'b',
          labels: null,
          ...(names && { gaps: true }),
          values: Float64Array.from({ length: 90 }, (_, i) =>
            names && i % 4 === 1 ? Number.NaN : -i,
          ),
        },
        {
          name: 'c, d',
          labels: names,
          values: Float64Array.from({ length: 90 }, (_, i) => (names ? i % 3 : number(2 * i))),
        },
      ],
    }),
  );
  const kept = new Map<string, Uint8Array>();
  findTablesBy(async (name) => kept.get(name) ?? null);
  return Promise.all(
    tables.map(async (table) => {
      const bytes = tableBytes(table);
      if (!bytes.ok) throw new Error(bytes.error);
      const name = hashText(await crypto.subtle.digest('SHA-256', bytes.value));
      kept.set(name, bytes.value);
      writeFileSync(path.join(folder, tableFileName(name)), [...tableCsv(table)].join(''));
      return withTable(
        { ...smallExperiment, inputScaling: 'standardise', phases: defaultExperiment.phases },
        referenceText(table, name),
        2,
      );
    }),
  );
}

const hash = (array: Float32Array | Uint32Array) =>
  createHash('sha256')
    .update(Buffer.from(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex');

/** What our own plan of an experiment holds, and the losses of its first two epochs. */
async function planned(experiment: Experiment) {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(JSON.stringify(data.error));
  const { model, course } = makePlan([{ experiment, data: data.value }]);
  const [replica] = model.replicas;
  const rows = course.stepsPerEpoch * model.batchSize;
  const orders = [1, experiment.epochs].flatMap((epoch) => [
    ...(course.replicas[0]?.order(epoch).slice(0, rows) ?? []),
  ]);
  const harness = new SessionHarness({ engines: registered(createWasmEngine(readKernels)) });
  await harness.open('run', { ...experiment, engine: 'wasm' });
  await harness.train('run', { unit: 'epochs', count: 2 });
  return {
    bits: {
      inputs: hash(replica?.train.inputs as Float32Array),
      // A script measures on the training points where none are held out.
      heldOut: hash(
        (experiment.heldOutFrom === 'none' ? replica?.train : replica?.heldOut)
          ?.inputs as Float32Array,
      ),
      targets: hash(replica?.train.targets as Float32Array),
      parameters: hash(replica?.initialParameters as Float32Array),
      orders: hash(Uint32Array.from(orders)),
    },
    losses: harness.curve('run').map(({ runningLoss }) => runningLoss),
  };
}

const known = new Map<Experiment, ReturnType<typeof planned>>();

/** The same, once for all languages. */
function expected(experiment: Experiment) {
  const plan = known.get(experiment) ?? planned(experiment);
  known.set(experiment, plan);
  return plan;
}

const driver = `
import hashlib, json, sys
def hash_of(array): return hashlib.sha256(array.tobytes()).hexdigest()
results = []
for name in sys.argv[1:]:
    made, trained, _ = open(name).read().replace("# --- Charts", "# --- Network").split("# --- Network")
    space = {}
    exec(made + """
bits = dict(inputs=H(X), heldOut=H(held_X), targets=H(Y.astype(np.float32)),
    parameters=H(np.concatenate([array.ravel() for layer in LAYERS for array in layer])),
    orders=H(np.array([row for epoch in (1, EPOCHS) for rows in batches(epoch) for row in rows], dtype=np.uint32)))
""", space := {"H": hash_of})
    space["print"] = lambda *parts: None
    end = 3 if space["STEPS"] < 1000 else 2
    exec("#" + trained.replace("range(1, EPOCHS + 1)", f"range(1, {end})"), space)
    results.append({"bits": space["bits"], "losses": space["losses"]})
print(json.dumps(results))
`;

interface Ran {
  readonly bits: Readonly<Record<string, string>>;
  readonly losses: readonly number[];
}

/** Runs the first two epochs of each script; the first alone where it has many steps. */
async function ran(python: string, language: CodeLanguage, experiments: readonly Experiment[]) {
  const names = await Promise.all(
    experiments.map(async (experiment, i) => {
      const name = path.join(folder, `${language}-${i}.py`);
      writeFileSync(name, await script(experiment, language));
      return name;
    }),
  );
  return JSON.parse(
    execFileSync(python, ['-W', 'ignore', '-c', driver, ...names], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1' }, // threads wait more than such networks take
    }),
  ) as readonly Ran[];
}

async function expectSame(
  python: string,
  language: CodeLanguage,
  experiments: readonly Experiment[],
) {
  const all = await ran(python, language, experiments);
  for (const [i, { bits, losses }] of all.entries()) {
    const own = await expected(experiments[i] as Experiment);
    const name = experiments[i]?.target;
    expect({ name, ...bits }).toEqual({ name, ...own.bits });
    expect(losses.length, `${i} ${name}`).toBeGreaterThan(0);
    for (const [epoch, loss] of losses.entries())
      expect(
        Math.abs(loss - (own.losses[epoch] as number)),
        `${i} ${name}, epoch ${epoch + 1}`,
        // Roundings, which differ between versions of NumPy, grow with every step.
      ).toBeLessThanOrEqual(1e-5 * 10 ** epoch * Math.max(1, loss));
  }
}

/** Nothing is beyond the grammar, and no stranger's text outside of comments and texts. */
function expectJulia(text: string) {
  juliaParser.parse(text).iterate({
    enter({ type, from, to }: SyntaxNodeRef) {
      const isOwn = type.name === 'Identifier' && text.slice(from, to).includes('INTRUDER');
      if (type.isError || isOwn)
        expect.fail(`${text.slice(Math.max(from - 200, 0), from)}⚠${text.slice(from, from + 60)}`);
    },
  });
}

describe('an experiment as a script', () => {
  it.skipIf(python === null)('is Python, in every language (needs python3)', async () => {
    const names: string[] = [];
    for (const language of codeLanguages.filter((id) => id !== 'flux'))
      for (const [i, experiment] of [
        ...presets.map((preset) => preset.experiment),
        ...small,
        ...ofLosses,
        ...weighted,
        ...changing,
        ...ofRows,
        ...repeated,
      ].entries()) {
        const written = await writeScript(experiment, language, {
          title: 'A "b"',
          link: '#a=b',
          losses: [0.1],
        });
        if (!written.ok) throw new Error(written.error.join());
        names.push(path.join(folder, `${language}-compiled-${i}.py`));
        writeFileSync(names.at(-1) as string, written.value);
      }
    const compileAll = 'import sys\nfor f in sys.argv[1:]: compile(open(f).read(), f, "exec")';
    expect(
      spawnSync(python as string, ['-c', compileAll, ...names], { encoding: 'utf8' }).stderr,
    ).toBe('');
  });

  it('is Julia in Flux: nothing of it is beyond the grammar', async () => {
    const tables = [...ofTables(), ...(await ofFiles())];
    const experiments = [
      ...presets.map((preset) => preset.experiment),
      ...small,
      ...ofLosses,
      ...weighted,
      ...changing,
      ...ofRows,
      ...repeated,
      ...tables,
    ];
    for (const experiment of experiments) {
      const context = { title: 'A "b"', link: '#a=b', losses: [0.1] };
      const written = await writeScript(experiment, 'flux', context);
      if (!written.ok) throw new Error(written.error.join());
      expectJulia(written.value);
    }
  });

  it.skipIf(python === null)(
    'holds what strangers named in comments and texts alone (needs python3)',
    async () => {
      const parts = [
        'INTRUDER()',
        '"',
        '"""',
        "'",
        '\\',
        '\\N{',
        '$(',
        '$',
        '=#',
        '#=',
        '\n# --- Data\n',
      ];
      const signs = ['\r', '\0', '\f', '\x85', '\u2028', '\u202e', '\ud800', '😀'];
      const text = fc
        .array(fc.constantFrom(...parts, ...signs), { maxLength: 4 })
        .map((all) => `${all.join('')}INTRUDER`);
      const texts = fc.array(text, { minLength: 7, maxLength: 7 });
      const names: string[] = [];
      for (const [title = '', link = '', a = '', b = '', ...labels] of fc.sample(texts, {
        seed: 1,
        numRuns: 20,
      })) {
        const values = Float64Array.of(0, 1, 2, 0);
        const columns = [a, b].map((name, i) => ({
          name: `${name.slice(0, 38)}${i}`,
          labels: i === 0 ? null : labels.map((label, at) => `${label.slice(0, 38)}${at}`),
          values,
        }));
        const table = { columns, rows: 4 };
        const packed = packTable(table);
        if (!packed.ok) throw new Error(packed.error);
        for (const own of [packed.value, referenceText(table, 'abcdefghijklmnopqrstuv')]) {
          const experiment = withTable(smallExperiment, own, 1);
          for (const language of codeLanguages) {
            const context = { title, link, losses: [Number.NaN, Number.POSITIVE_INFINITY] };
            const written = await writeScript(experiment, language, context);
            if (!written.ok) throw new Error(written.error.join());
            expect(written.value).not.toMatch(/[\p{Cf}\u2028\r\0]/u);
            const { cells } = JSON.parse(notebookOf(written.value, language)) as { cells: unknown };
            expect(cells).toHaveLength(7);
            if (language === 'flux') expectJulia(written.value);
            else {
              names.push(path.join(folder, `hostile-${names.length}.py`));
              writeFileSync(names.at(-1) as string, written.value);
            }
          }
        }
      }
      const tokens = `import sys, tokenize
for f in sys.argv[1:]:
    compile(open(f, newline="").read(), f, "exec")
    for token in tokenize.tokenize(open(f, "rb").readline):
        assert token.type in (tokenize.STRING, tokenize.COMMENT) or "INTRUDER" not in token.string, f`;
      expect(
        spawnSync(python as string, ['-c', tokens, ...names], { encoding: 'utf8' }).stderr,
      ).toBe('');
    },
  );

  it('names the packages that it needs', async () => {
    const gelu = { ...smallExperiment, layers: [{ units: 2, activation: 'gelu', dropout: 0 }] };
    const [, ofFile] = await ofFiles();
    expect(await script(gelu as Experiment, 'flux')).toContain(
      'Optimisers, SpecialFunctions and Plots',
    );
    expect(await script(ofFile as Experiment, 'flux')).toContain(
      'Optimisers, DelimitedFiles and Plots',
    );
    expect(await script(smallExperiment, 'jax')).toContain('Needs NumPy, JAX and Matplotlib.');
  });

  it('shows each of several answers in Flux', async () => {
    const several = { ...smallExperiment, target: 'formula', formula: 'x; sin(x)' } as const;
    expect(await script(several, 'flux')).toContain(
      'scatter(first.(train_x), permutedims(stack(train_y))',
    );
  });

  it('is short in Flux, with all that it needs', async () => {
    const experiment = presetById('sine-hybrid')?.experiment as Experiment;
    await expect(await script(experiment, 'flux')).toMatchFileSnapshot('snapshots/sine-hybrid.jl');
  });

  it('that runs are of experiments that can run', () => {
    const all = [...small, ...ofLosses, ...weighted, ...changing, ...ofRows, ...repeated];
    expect(all.flatMap(relationProblems)).toEqual([]);
  });

  it.skipIf(runs.numpy === null)(
    'begins as in the browser, whatever is chosen (needs python3-numpy)',
    { timeout: 60_000 },
    () =>
      expectSame(runs.numpy as string, 'numpy', [
        ...small,
        ...ofLosses,
        ...weighted,
        ...changing,
        ...ofRows,
        ...repeated,
      ]),
  );

  it.skipIf(runs.numpy === null)(
    'holds a table, written out or packed, or reads the file beside it (needs python3-numpy)',
    { timeout: 60_000 },
    async () => expectSame(runs.numpy as string, 'numpy', [...ofTables(), ...(await ofFiles())]),
  );

  it.skipIf(runs.numpy === null)(
    'computes formulas as in the browser where Python raises (needs python3-numpy)',
    () =>
      expectSame(runs.numpy as string, 'numpy', [
        {
          ...smallExperiment,
          target: 'formula',
          formula:
            'exp(-1/x^2) + 1/(1 + exp(1/x)) + atan(log(abs(x))) + where(x == 0, 1, sin(x) / x)',
          features: ['1 / (1 + 2^(1/x))', 'sigmoid(1000*x)'],
          inputDomains: [[-1, 1]],
          domain: [-1, 1],
          inputCount: 1,
          sampling: 'grid',
          trainCount: 21,
        },
      ]),
  );

  it.skipIf(runs.numpy === null)(
    'rounds the powers of whole numbers as in the browser (needs python3-numpy)',
    async () => {
      const whole: Experiment = {
        ...smallExperiment,
        target: 'formula',
        formula: 'mod(x * x * x, 7)',
        inputDomains: [[999_000, 1e6]],
        domain: [999_000, 1e6],
        sampling: 'integers',
      };
      const values = Float64Array.from({ length: 60 }, (_, i) => 1e6 - i);
      const table = packTable({
        rows: 60,
        columns: ['n', 'y'].map((name) => ({ name, labels: null, values })),
      });
      const learnt = withTable(smallExperiment, table.ok ? table.value : '', 1);
      const ofTable: Experiment = { ...learnt, features: ['mod(n * n * n, 7)'] };
      await expectSame(runs.numpy as string, 'numpy', [whole, ofTable]);
      expect(await script(whole, 'flux')).not.toMatch(/x = Vector\{Int\}/);
    },
  );

  const stories = presets.map((preset) => preset.experiment);

  it.skipIf(runs.numpy === null)(
    'of a story is the same, each of them (needs python3-numpy)',
    { timeout: 120_000 },
    () => expectSame(runs.numpy as string, 'numpy', stories),
  );

  it.skipIf(runs.pytorch === null)(
    'begins as in the browser in PyTorch, of a story, too (needs python3-torch)',
    { timeout: 180_000 },
    async () =>
      expectSame(runs.pytorch as string, 'pytorch', [
        ...small.filter((_, i) => i % 2 === 0),
        ...ofLosses,
        ...weighted,
        ...changing,
        ...ofRows,
        ...repeated,
        ...stories,
        ...(await ofFiles()),
      ]),
  );

  it.skipIf(runs.pytorch === null)(
    'takes trained weights and saves them as a state dict (needs python3-torch)',
    { timeout: 60_000 },
    async () => {
      const experiment = presetById('parabola-scaled')?.experiment as Experiment;
      const parameters = Float32Array.from({ length: parameterCount(experiment) }, (_, i) =>
        Math.sin(i),
      );
      const weights = await writeWeights(
        { experiment, parameters, link: '#' },
        'npz',
        new PreparedSets(),
      );
      const [program, npz] = ['trained.py', 'trained.npz'].map((name) => path.join(folder, name));
      writeFileSync(npz as string, weights.ok ? weights.value : '');
      const [text = ''] = (await script(experiment, 'pytorch')).split('# --- Charts');
      writeFileSync(
        program as string,
        `${text.replace('WEIGHTS = None', `WEIGHTS = "${npz}"`)}
saved = torch.load("${npz}".replace(".npz", ".pt"))
print([float(value) for part in saved.values() for value in part.T.flatten()])`,
      );
      const out = execFileSync(runs.pytorch as string, ['-W', 'ignore', program as string], {
        encoding: 'utf8',
      });
      expect(out).toMatch(/^trained weights: loss \d/);
      expect(JSON.parse(out.split('\n')[1] ?? '')).toEqual([...parameters]);
    },
  );

  it('is none of a table that cannot be read', async () => {
    const context = { title: 'A', link: null, losses: [] };
    const written = codeLanguages.map((language) =>
      writeScript({ ...smallExperiment, target: 'table', table: 'a' }, language, context),
    );
    expect(await Promise.all(written)).toEqual(
      codeLanguages.map(() => ({ ok: false, error: ['table'] })),
    );
  });

  it('lets labels in a row meet every prediction', async () => {
    for (const language of codeLanguages)
      for (const experiment of ofRows)
        expect(await script(experiment, language), `${language}, ${experiment.loss}`).toContain(
          'labels in a row meet every prediction',
        );
  });

  it('has a cell for each part as a notebook', async () => {
    const text = await script(smallExperiment, 'keras');
    const { cells } = JSON.parse(notebookOf(text, 'keras')) as { cells: { source: string[] }[] };
    expect(cells.map(({ source }) => source[0])).toHaveLength(7);
    expect(cells.map(({ source }) => source.join('')).join('\n\n')).toContain('keras.Sequential');
    expect(`${cells.map(({ source }) => source.join('')).join('\n\n')}\n`).toBe(text);
  });
});
