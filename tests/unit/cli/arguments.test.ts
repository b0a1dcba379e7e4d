import { describe, expect, it } from 'vitest';
import { applySettings, parseArguments, parseSeeds } from '#src/cli/arguments.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';

describe('arguments of fit', () => {
  it('reads every option', () => {
    const parsed = parseArguments([
      'sine-normal',
      '--seeds',
      '0..2',
      '--epochs',
      '5',
      '--set',
      'lr=0.01',
      '--set',
      'batch=20',
      '--json',
      '-',
      '--jobs',
      '3',
    ]);
    const weights = parseArguments(['a', '--seeds', '2', '--weights', 'b/c.onnx']);
    expect(weights).toMatchObject({
      value: { weights: { path: 'b/c.onnx', format: 'onnx' } },
    });
    expect(parsed).toEqual({
      ok: true,
      value: {
        data: null,
        answers: null,
        source: 'sine-normal',
        seeds: [0, 1, 2],
        set: ['epochs=5', 'lr=0.01', 'batch=20'],
        json: '-',
        csv: null,
        jobs: 3,
        weight: null,
        weights: null,
      },
    });
  });

  it('takes ranges and lists of seeds', () => {
    expect(parseSeeds('3')).toEqual({ ok: true, value: [3] });
    expect(parseSeeds('1,4..6')).toEqual({ ok: true, value: [1, 4, 5, 6] });
  });

  it.each(['7..0', 'x', '', '0..99999', '-1', '4294967296'])('refuses the seeds "%s"', (text) => {
    expect(parseSeeds(text).ok).toBe(false);
  });

  it.each([
    [],
    ['a', 'b'],
    ['a', '--nonsense'],
    ['a', '--jobs', '0'],
    ['a', '--weights', 'w.txt'],
    ['a', '--seeds', '1,2', '--weights', 'w.npz'],
  ])('refuses %j', (...argv: string[]) => {
    expect(parseArguments(argv).ok).toBe(false);
  });
});

describe('--set', () => {
  const sine = presetById('sine-normal')?.experiment as Experiment;

  it('changes fields by their names in links', () => {
    const changed = applySettings(sine, ['net=8:tanh', 'order=fixed:10,reshuffle', 'lr=1e-2']);
    expect(changed.ok && changed.value).toMatchObject({
      layers: [{ units: 8, activation: 'tanh', dropout: 0 }],
      phases: [
        { order: 'fixed', epochs: 10 },
        { order: 'reshuffle', epochs: null },
      ],
      learningRate: 0.01,
    });
  });

  it.each([
    ['speed=3', /^speed: there is no such field/],
    ['lr=fast', /^lr: expected a number/],
    ['lr=1e9', /^lr: /],
    ['loss=nll_of_softmax', /^loss: .*softmax/],
    ['lr', /^lr: expected lr=value/],
  ])('names the field in "%s"', (setting, message) => {
    const changed = applySettings(sine, [setting]);
    expect(changed.ok).toBe(false);
    expect(!changed.ok && changed.error[0]).toMatch(message);
  });
});
