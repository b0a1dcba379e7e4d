import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCode } from '#src/code/read/read-code.ts';
import { readingLimits } from '#src/code/read/read-facts.ts';
import type { Reading } from '#src/code/read/reading.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { circumstances, fieldText } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { differences } from '#src/words/differences.ts';
import { judge, type Sample, samples } from '../../support/code-corpus.ts';
import { damages } from '../../support/damage.ts';

/** Time stands still: what is read must not depend on how busy the machine is. */
const read = (text: string) => readCode(text, { now: () => 0 });
const all = samples();
const named = all.map((sample) => [`${sample.file}: ${sample.name}`, sample] as const);

function notRight(sample: Sample, reading: Reading): readonly string[] {
  return judge(sample, reading)
    .filter(({ verdict }) => verdict !== 'right')
    .map(({ field, found, verdict }) => `${verdict}: ${field.key}=${field.value}, read ${found}`);
}

describe('code in many styles', () => {
  it('is a corpus worth the name', () => expect(all.length).toBeGreaterThanOrEqual(60));

  it.each(named)('%s', async (_, sample) => {
    const reading = await read(sample.code);
    expect(notRight(sample, reading)).toEqual([]);
    expect(reading.experiments).toHaveLength(sample.expected.length);
    for (const { experiment } of reading.experiments)
      expect(experiment === null ? [] : relationProblems(experiment)).toEqual([]);
  });
});

describe('the posts that the project grew from', () => {
  const posts = samples('posts.txt');
  const experiments = async (index: number) =>
    (await read(posts[index]?.code ?? '')).experiments.map(
      ({ experiment }) => experiment as Experiment,
    );
  const unlike = (id: string, experiment: Experiment | undefined) =>
    differences(
      [presetById(id)?.experiment as Experiment, experiment as Experiment],
      ['heldOutCount', ...circumstances],
    ).map(({ field, values }) => `${field}: ${values.join(' → ')}`);

  it('come out as the experiments of the stories', async () => {
    const [sumBin, sumMod] = await experiments(0);
    const [parabola] = await experiments(1);
    const [normal] = await experiments(3);
    expect(unlike('sum-bin-posted', sumBin)).toEqual([]);
    expect(unlike('sum-mod-posted', sumMod)).toEqual([]);
    expect(unlike('parabola-posted', parabola)).toEqual([]);
    expect(unlike('sine-normal', normal)).toEqual([]);
  });

  it('keep what their stories changed', async () => {
    const [answer] = await experiments(2);
    const [, hybrid] = await experiments(3);
    // The answer's text has fresh batches, its code one batch again and again.
    expect(unlike('parabola-fresh', answer)).toEqual([
      'phases: fresh data every epoch → fixed',
      expect.stringMatching(/^domain: .* → automatic$/),
    ]);
    expect(fieldText('phases', hybrid as Experiment)).toBe('fixed:249,reshuffle');
  });
});

/** Code as its authors wrote it; the other files hold texts that are damaged already. */
const sound = all.filter(({ file }) => !/^(?:posts|web)/.test(file));

/** The least that is right and the most that is wrong, of all fields, where it is not all and nothing. */
const bounds: Readonly<Record<string, readonly [right: number, wrong: number]>> = {
  'no indentation': [0.995, 0],
  'cut off': [0.2, 0.005],
};

describe('damaged code', () => {
  it.each(Object.entries(damages))('%s', async (name, damage) => {
    const counts = { right: 0, wrong: 0, open: 0, invented: 0 };
    for (const sample of sound)
      for (const { verdict } of judge(sample, await read(damage(sample.code)))) counts[verdict]++;
    const sum = counts.right + counts.wrong + counts.open + counts.invented;
    const [right, wrong] = bounds[name] ?? [1, 0];
    expect(counts.right / sum).toBeGreaterThanOrEqual(right);
    expect((counts.wrong + counts.invented) / sum).toBeLessThanOrEqual(wrong);
  });
});

describe('places', () => {
  it('are those of the pasted text, whatever was done to it', async () => {
    const damaged = `Text before.\n\n${damages['entities']?.(damages['no indentation']?.(all[0]?.code ?? '') ?? '')}`;
    const { experiments, text } = await read(damaged);
    const [experiment] = experiments;
    const said = new Map(
      experiment?.facts.map(({ field, from, to }) => [
        field,
        from === null ? null : text.slice(from, to ?? 0),
      ]),
    );
    const undamaged = await read(all[0]?.code ?? '');
    for (const { field, from, to } of undamaged.experiments[0]?.facts ?? []) {
      const words = from === null ? null : undamaged.text.slice(from, to ?? 0);
      if (words === null || /[\n<>&"]/.test(words)) continue;
      expect([field, said.get(field)]).toEqual([field, words]);
    }
  });

  it('of a notebook are those of its code', async () => {
    const cells = [
      'x = torch.linspace(0, 1, 50).view(-1, 1)\ny = x ** 2\n',
      'net = nn.Sequential(nn.Linear(1, 3), nn.Tanh(), nn.Linear(3, 1))\n',
      'opt = torch.optim.SGD(net.parameters(), lr=0.3)\nfor i in range(7):\n    loss = nn.MSELoss()(net(x), y)\n    loss.backward()\n    opt.step()\n',
    ];
    const notebook = {
      cells: [
        { cell_type: 'markdown', source: ['lr = 9'] },
        ...cells.map((source) => ({
          cell_type: 'code',
          source: source.split(/(?<=\n)/),
          outputs: [{ text: 'lr = 8' }],
        })),
      ],
    };
    const { text, experiments } = await read(JSON.stringify(notebook));
    const rate = experiments[0]?.facts.find(({ field }) => field === 'learningRate');
    expect(rate).toMatchObject({ kind: 'said', value: 0.3 });
    expect(text.slice(rate?.from ?? 0, rate?.to ?? 0)).toBe('0.3');
  });
});

describe('a loop', () => {
  const open = async (text: string, key: string) => {
    const { experiments, text: shown } = await read(text);
    const fact = experiments[0]?.facts.find(({ field }) => field === key);
    return [fact?.kind, shown.slice(fact?.from ?? 0, fact?.to ?? 0)];
  };
  const before = `import torch
x = torch.rand(60, 1)
net = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(net.parameters(), lr=0.05)
`;
  const step = (rows: string, indent: string) =>
    ['loss = torch.nn.MSELoss()(net(ROWS), ROWS)', 'loss.backward()', 'opt.step()']
      .map((line) => `${indent}${line.replaceAll('ROWS', rows)}\n`)
      .join('');

  it('has its head underlined, not its body', async () => {
    const loop = `for epoch in range(n):\n    for a in load(x):\n${step('a', '        ')}`;
    expect(await open(before + loop, 'epochs')).toEqual(['open', 'for epoch in range(n)']);
  });

  it('over two batch sizes has none', async () => {
    const loops = `for size in (5, 10):\n    for epoch in range(50):\n        for i in range(0, 60, size):\n${step('x[i:i+size]', '            ')}`;
    expect((await open(before + loops, 'batchSize'))[0]).toBe('open');
  });
});

describe('what is not there', () => {
  it.each([
    ['', 'noTraining'],
    ['Hello, how do I train a network?', 'noTraining'],
    ['import jax\nparams = init(jax.random.PRNGKey(0))', 'unsupported'],
    ['library(keras)\nmodel %>% layer_dense(units = 3)', 'unsupported'],
    ['x'.repeat(readingLimits.characters + 1), 'tooLong'],
  ])('%j', async (text, refusal) => {
    expect(await read(text)).toMatchObject({ experiments: [], refusal });
  });

  it('leaves a network open that is not wholly there', async () => {
    const { experiments } = await read(
      'model = Sequential()\nmodel.add(Dense(5, input_dim=1))\nmodel.add(Dense(7))',
    );
    expect(experiments[0]?.facts.find(({ field }) => field === 'layers')).toMatchObject({
      kind: 'open',
    });
  });
});

describe('several inputs', () => {
  it.each([
    ['three inputs', { inputCount: 3, domain: [-1, 1], inputDomains: [] }],
    [
      'inputs with intervals of their own',
      {
        inputCount: 2,
        domain: null,
        inputDomains: [
          [0, 10],
          [-1, 1],
        ],
      },
    ],
  ])('are held: %s', async (name, expected) => {
    const code = samples('styles.txt').find((sample) => sample.name === name)?.code ?? '';
    const [found] = (await read(code)).experiments;
    expect(found?.experiment).toMatchObject({ target: 'formula', ...expected });
    expect(found?.lost).toEqual([]);
  });
});

describe('weights of classes', () => {
  const weighed = (file: string) =>
    samples(file).find(({ name }) => name === 'classes that count differently')?.code ?? '';

  it('that are too many are left out, and it is said', async () => {
    const code = weighed('pytorch.txt').replace('[1.0, 4.0]', '[1.0, 4.0, 2.0]');
    const [found] = (await readCode(code)).experiments;
    expect(found?.experiment).toMatchObject({ loss: 'cross_entropy', classWeighting: 'none' });
    expect(found?.lost).toMatchObject([{ id: 'value', field: 'classWeights' }]);
  });

  it('count otherwise in Keras, which is said', async () => {
    const [found] = (await readCode(weighed('keras.txt'))).experiments;
    expect(found?.lost.map(({ id }) => id)).toContain('kerasClassWeights');
  });
});

describe('losses of classes', () => {
  const sine = 'np.sin(3 * x)';
  const keras = (units: number, output: string, loss: string, y: string) => `
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers
x = np.linspace(-1, 1, 400).reshape(-1, 1)
y = ${y}
model = keras.Sequential([
    layers.Dense(16, activation='tanh', input_shape=(1,)),
    layers.Dense(${units}, activation='${output}'),
])
model.compile(optimizer='adam', loss=${loss})
model.fit(x, y, epochs=50, batch_size=32)
`;
  const torch = (units: number, loss: string, y: string) => `
import torch
from torch import nn
x = torch.rand(500, 1) * 2 - 1
y = ${y}
net = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, ${units}))
loss_fn = ${loss}
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for epoch in range(300):
    opt.zero_grad()
    loss_fn(net(x), y).backward()
    opt.step()
`;
  const of = async (code: string) => (await read(code)).experiments[0];

  it.each([
    [keras(1, 'softmax', "'categorical_crossentropy'", sine), 'nll_of_softmax', 'softmax'],
    [keras(1, 'softmax', "'binary_crossentropy'", sine), 'bce_of_probabilities', 'softmax'],
    [keras(1, 'linear', "'categorical_crossentropy'", sine), 'cross_entropy_of_outputs', 'linear'],
    [keras(1, 'tanh', "'hinge'", sine), 'hinge', 'tanh'],
    [torch(1, 'nn.CrossEntropyLoss()', 'torch.sin(3 * x)'), 'cross_entropy', 'linear'],
    [torch(1, 'nn.BCEWithLogitsLoss()', 'torch.sin(3 * x)'), 'bce', 'linear'],
  ])('on numbers are what they are: %#', async (code, loss, outputActivation) => {
    const found = await of(code);
    const numbers = { target: 'formula', formula: 'sin(3*x)', loss, outputActivation };
    expect(found?.experiment).toMatchObject(numbers);
  });

  it('on several numbers have as many', async () => {
    const y = 'np.hstack([np.sin(3 * x), np.cos(3 * x)])';
    const found = await of(keras(2, 'softmax', "'categorical_crossentropy'", y));
    const formula = 'sin(3*x); cos(3*x)';
    expect(found?.experiment).toMatchObject({ target: 'formula', formula, loss: 'nll_of_softmax' });
  });

  it('on 0 and 1 are those of classes, but over a single output', async () => {
    const bits = '(x > 0).astype(int)';
    const two = await of(keras(1, 'sigmoid', "'binary_crossentropy'", bits));
    expect(two?.experiment).toMatchObject({ target: 'formula_classes', classes: 2, loss: 'bce' });
    const one = await of(keras(1, 'softmax', "'categorical_crossentropy'", bits));
    expect(one?.experiment).toMatchObject({ target: 'step', loss: 'nll_of_softmax' });
  });

  it('that take indices for a single output cannot be trained anywhere, which is said', async () => {
    const y = '(x > 0).astype(int)';
    const found = await of(keras(1, 'softmax', "'sparse_categorical_crossentropy'", y));
    expect(found?.experiment).toMatchObject({ target: 'formula_classes', classes: 2 });
    expect(found?.lost.map(({ id }) => id)).toContain('indicesOfOneOutput');
  });
});

describe('hostile texts', () => {
  const characters = readingLimits.characters / 4;
  const training =
    'import torch\nnet = torch.nn.Linear(1, 1)\nopt = torch.optim.SGD(net.parameters(), lr=1)\n';
  const own = 'DATA_SEED, INIT_SEED, ORDER_SEED, DROPOUT_SEED = 1, 2, 3, 4\n';
  const ownTable = `${own}# Columns: ["x", "y"]\n[row[:1] for row in TABLE]\nPACKED = (\n    "AAAA"\n)\n`;
  const texts: Readonly<Record<string, string>> = {
    brackets: '('.repeat(characters),
    'pairs of brackets': '()'.repeat(characters / 2),
    'brackets on lines': 'x = (\n'.repeat(characters / 6),
    sums: `x = ${'1+'.repeat(characters / 2 - 5)}1`,
    signs: `x = ${'-'.repeat(characters - 10)}1`,
    members: `x = a${'.b'.repeat(characters / 2 - 5)}`,
    quotes: '"\''.repeat(characters / 2),
    'a long name': `@${'a'.repeat(20_000)}\nx = 1`,
    'open texts': '"""'.repeat(characters / 3),
    'blocks in blocks': Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}if a:`).join('\n'),
    'flat blocks': 'for i in x:\n'.repeat(characters / 12),
    'many statements': 'x = x + 1\n'.repeat(characters / 10),
    'doubling terms': `x = np.random.rand(9)\n${'x = x + x * x\n'.repeat(5000)}`,
    'doubling lists': `x = [1]\n${'x = x + x\n'.repeat(60)}`,
    'doubling texts': `x = 'a'\n${'x = x + x\n'.repeat(60)}`,
    recursion: 'def f(x):\n    return f(x) + f(x)\nf(1)\n',
    'loops in loops': `${Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}for a${i} in [1, 2, 3, 4, 5, 6, 7, 8]:`).join('\n')}\n${' '.repeat(60)}b = 1`,
    'ten thousand trainings': training + 'opt.step()\n'.repeat(10_000),
    blanks: ' '.repeat(characters),
    lines: '\n'.repeat(characters),
    'one long line': 'lr = 0.1 '.repeat(characters / 9),
    julia: `using Flux\n${'f(x) = ('.repeat(characters / 9)}`,
    'julia begin': `using Flux\n${'begin\n'.repeat(20_000)}`,
    'a table of nothing': `${ownTable}COLUMNS = ()\nTABLE = unpacked(999999999)\n`,
    'a table of empty columns': `${ownTable}COLUMNS = ((0, 0, 0), (0, 0, 0))\nTABLE = unpacked(99999999999)\n`,
    'layers without end': `${own}WIDTHS = (${'3, '.repeat(characters / 4)})\n`,
    'phases without end': `${own}${'if epoch <= 9:\n'.repeat(characters / 20)}`,
    'an own script of lines': own + '\n'.repeat(3 * characters),
    'an own script of digits': own + '9'.repeat(3 * characters),
  };

  it.each(Object.entries(texts))('%s come to an end', async (_, text) => {
    await expect(readCode(text)).resolves.toHaveProperty('experiments');
  });

  it('is read as any code is where a script that was written here takes too long', async () => {
    const experiment = presetById('spirals')?.experiment as Experiment;
    const context = { title: '', link: null, losses: [] };
    const script = await writeScript(experiment, 'pytorch', context);
    let calls = 0;
    // Over soon after the reading that all code has.
    const now = () => (++calls < 5000 ? 0 : 1e6);
    const slow = await readCode(script.ok ? script.value : '', { now });
    const whole = await readCode(script.ok ? script.value : '', { now: () => 0 });
    const target = ({ trainings: [facts = []] }: Reading) =>
      facts.find(({ field }) => field === 'target');
    expect(target(whole)).toMatchObject({ kind: 'said', value: 'spirals' });
    expect(slow.refusal).toBeNull();
    expect(target(slow)).not.toMatchObject({ kind: 'said' });
  });

  it('whatever it is, reading does not throw', async () => {
    const pieces = all.flatMap(({ code }) => code.split(/(?<=[\s(),=:[\]])/));
    const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 }));
    const text = fc.array(piece, { maxLength: 120 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (pasted) => void (await read(pasted))),
      { numRuns: 300, seed: 1 },
    );
  });
});
