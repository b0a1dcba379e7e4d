import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds, parseExperiment, parseField } from '#src/experiment/experiment.ts';
import { decodeText } from '#src/experiment/field-texts.ts';
import { fields } from '#src/experiment/fields.ts';
import { encodedWidth, parameterCount } from '#src/experiment/network-size.ts';
import { presets } from '#src/experiment/presets.ts';
import { fieldWords } from '#words/fields.ts';
import { sumBin } from '../../support/sum-bin.ts';

describe('the schema', () => {
  it('accepts its own defaults and every preset', () => {
    expect(parseExperiment(defaultExperiment)).toEqual({ ok: true, value: defaultExperiment });
    for (const preset of presets) {
      expect(parseExperiment(preset.experiment), preset.id).toEqual({
        ok: true,
        value: preset.experiment,
      });
    }
  });

  it('gives every field a help text and a link name of its own', () => {
    for (const id of fieldIds) expect(fieldWords[id].help.length, id).toBeGreaterThan(15);
    expect(new Set(fieldIds.map((id) => fields[id].key)).size).toBe(fieldIds.length);
  });

  it('writes and reads each default as link text', () => {
    for (const id of fieldIds) {
      const field = fields[id];
      const text = fieldText(id, defaultExperiment);
      expect(decodeText(field.kind, text), id).toEqual({ ok: true, value: defaultExperiment[id] });
    }
  });

  it('names every field that is wrong, missing or unknown', () => {
    const { epochs: _, ...rest } = defaultExperiment;
    const parsed = parseExperiment({ ...rest, learningRate: -1, surprise: 1 });
    expect(!parsed.ok && parsed.error.map((problem) => problem.field).sort()).toEqual([
      'epochs',
      'learningRate',
      'surprise',
    ]);
  });

  it('speaks of a wrong value in words of its own', () => {
    const odd = [
      'x',
      '',
      'y'.repeat(300),
      -1,
      1e12,
      0.5,
      NaN,
      null,
      true,
      {},
      [],
      [{}],
      [-1, 2, 3],
    ];
    const theirs =
      /invalid|expected|received|too (big|small)|[<>]=?|unrecognized|undefined|\[object/i;
    for (const id of fieldIds)
      for (const value of [...odd, undefined]) {
        const parsed = parseField(id, value);
        const message = parsed.ok ? 'fine' : parsed.error;
        expect(message.replace(/“.*?”/g, ''), `${id} ${JSON.stringify(value)}`).not.toMatch(theirs);
        expect(message.length, message).toBeGreaterThan(3);
      }
  });

  it.each([
    ['labelShape', { target: 'sine', labelShape: 'row' }],
    ['classTargets', { loss: 'bce', classTargets: 'signs' }],
    ['loss', { loss: 'nll_of_softmax', outputActivation: 'linear' }],
    ['classes', { target: 'blobs', classes: 7 }],
    ['unusedOutputs', { loss: 'mse', classTargets: 'number', unusedOutputs: 1 }],
    ['unusedOutputs', { target: 'formula', formula: 'x0; x1', loss: 'mse', unusedOutputs: 1 }],
    ['formula', { target: 'formula_classes', formula: ' ' }],
    [
      'phases',
      {
        epochs: 10,
        phases: [
          { order: 'fixed', epochs: 10 },
          { order: 'sorted', epochs: null },
        ],
      },
    ],
    ['epochs', { epochs: 100_000, trainCount: 100_000 }],
    [
      'trainCount',
      {
        trainCount: 100_000,
        heldOutCount: 100_000,
        encoding: 'polynomial',
        degree: 10,
        features: ['x0', 'x1', 'x0*x1'],
      },
    ],
  ])('refuses, at %s, %j', (field, changes) => {
    const parsed = parseExperiment({ ...sumBin, ...changes });
    expect(!parsed.ok && parsed.error.map((problem) => problem.field)).toContain(field);
  });

  it.each([
    [{}, 2 * 2 + 2 + 2 * 3 + 3],
    [
      {
        target: 'sine',
        loss: 'mse',
        layers: [100, 100].map((units) => ({ units, activation: 'relu' as const, dropout: 0 })),
      },
      10_401,
    ],
    [{ loss: 'bce', target: 'xor', layers: [] }, 3],
    [{ loss: 'bce', layers: [] }, 9],
    [{ loss: 'bce', layers: [], classTargets: 'number' }, 3],
  ] as const)('counts parameters of %j', (changes, count) => {
    expect(parameterCount({ ...sumBin, ...changes })).toBe(count);
  });

  it('counts encoded inputs', () => {
    expect(encodedWidth({ ...sumBin, encoding: 'polynomial', degree: 3 })).toBe(9);
    expect(encodedWidth({ ...sumBin, encoding: 'fourier', octaves: 5 })).toBe(20);
  });
});
