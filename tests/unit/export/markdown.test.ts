import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import { exampleTables } from '#src/experiment/suited.ts';
import { toMarkdown } from '#src/export/markdown.ts';
import { toHash } from '#src/share/link-codec.ts';
import { sumBin } from '../../support/sum-bin.ts';

test('says what is learnt, by what, how, and where to run it', () => {
  const text = toMarkdown(sumBin, 'https://example.org/#v=1', ['Loss 0.61.']);
  expect(text.split('\n').slice(2)).toEqual([
    '- **Target:** Sum in three bins: x0, x1 → 3 classes',
    '- **Data:** 2000 training points (uniform at random), 1000 held out, inputs unscaled',
    '- **Network:** 2 inputs → 2 ReLU → 3 softmax; initial weights PyTorch Linear: U(±1/√fan-in); 15 parameters',
    '- **Training:** cross entropy (from logits), SGD with momentum, learning rate 0.001, batch size 1, order fixed, 50 epochs, seed 0',
    '- **Result:** Loss 0.61.',
    '',
    '[Run it](<https://example.org/#v=1>)',
    '',
  ]);
});

test.each<[Partial<Experiment>, string]>([
  [{ classWeighting: 'balanced' }, 'cross entropy (from logits), class weights balanced, SGD'],
  [
    { loss: 'mse', classTargets: 'number', classWeighting: 'given', classWeights: [1, 0.5, 2] },
    'mean squared error, classes as index, class weights 1, 0.5, 2, SGD',
  ],
  [
    { target: 'sine', loss: 'mse', classWeighting: 'balanced', summedLoss: true },
    'mean squared error, summed over the batch, SGD',
  ],
])('says what rows count in the loss: %o', (change, text) => {
  expect(toMarkdown({ ...sumBin, ...change }, '')).toContain(`- **Training:** ${text}`);
});

test('rows of a table are not drawn from anywhere', () => {
  const { table, inputCount } = exampleTables.table_classes;
  const experiment = { ...sumBin, target: 'table_classes', table, inputCount } as const;
  expect(toMarkdown(experiment, '')).toContain('2000 training points, 1000 held out');
});

test('a reader’s text cannot leave its code span, nor a link its brackets', () => {
  const experiment = {
    ...sumBin,
    target: 'formula_classes',
    formula: 'x0 `<b>` ](evil)',
  } as const;
  const text = toMarkdown(experiment, `https://example.org/#${toHash(experiment)}`);
  expect(text).toContain('`` x0 `<b>` ](evil) ``');
  expect(text.match(/\(<([^>]*)>\)/)?.[1]).toMatch(/^https:\/\/[^<>\s]+$/);
});

test('no formula or feature adds a line, a tag or a link of its own', () => {
  const plain = toMarkdown({ ...sumBin, target: 'formula_classes', formula: 'x0' }, '');
  const breaks = fc.constantFrom(
    '\n',
    '\n\n',
    '\r\r',
    '`',
    '``',
    '</b>',
    '[a](b)',
    '**',
    '\\',
    'x0',
  );
  const text = fc.array(breaks, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (formula, feature) => {
      const e = { ...sumBin, target: 'formula_classes', formula, features: [feature] };
      const written = toMarkdown(e as Experiment, '');
      expect(written.split(/\r|\n/)).toHaveLength(plain.split('\n').length);
      const [title = '', ...lines] = written.split('\n');
      const outsideCode = lines.join('\n').replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
      for (const bare of [title.replace(/\\./g, ''), outsideCode])
        expect(bare).not.toMatch(/<\/b>|\]\(b/);
    }),
  );
});

test.each(presets.map((preset) => [preset.id, preset.experiment] as const))(
  '%s is described without a gap',
  (_, experiment) => {
    const text = toMarkdown(experiment, 'https://example.org/');
    expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    expect(text.split('\n').filter((line) => line.startsWith('- **'))).toHaveLength(4);
  },
);

test('one input is one input', () => {
  expect(toMarkdown({ ...sumBin, target: 'sine' }, '')).toContain('**Network:** 1 input → ');
});
