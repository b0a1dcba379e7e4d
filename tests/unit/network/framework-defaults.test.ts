import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import { optimizerIds } from '#src/experiment/ids.ts';
import { frameworkDefaults, frameworkIds } from '#src/network/framework-defaults.ts';

describe('framework defaults', () => {
  it('give a valid experiment with every optimiser', () => {
    for (const framework of frameworkIds) {
      for (const optimizer of optimizerIds) {
        const defaults = frameworkDefaults(framework, optimizer);
        const result = parseExperiment({ ...defaultExperiment, optimizer, ...defaults });
        expect(result).toMatchObject({ ok: true, value: defaults });
      }
    }
  });

  it('tell the frameworks apart where they differ', () => {
    expect(frameworkDefaults('pytorch', 'rmsprop')).toMatchObject({ rho: 0.99, epsilon: 1e-8 });
    expect(frameworkDefaults('keras', 'rmsprop')).toMatchObject({ rho: 0.9, epsilon: 1e-7 });
    expect(frameworkDefaults('chainer', 'adam').initialiser).toBe('lecun_normal');
    expect(frameworkDefaults('flux', 'adam').initialiser).toBe('glorot_uniform');
  });
});
