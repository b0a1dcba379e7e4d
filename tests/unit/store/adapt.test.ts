import { describe, expect, it } from 'vitest';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { targetIds } from '#src/experiment/ids.ts';
import { presetById, presets } from '#src/experiment/presets.ts';
import { adaptToTarget } from '#src/store/app/adapt.ts';

const experimentOf = (id: string) => presetById(id)?.experiment as Experiment;

describe('adapting to another target', () => {
  it('makes every preset valid for every target', () => {
    for (const { id, experiment } of presets) {
      for (const target of targetIds) {
        const adapted = adaptToTarget(experiment, target).experiment;
        expect(parseExperiment(adapted).ok, `${id} to ${target}`).toBe(true);
      }
    }
  });

  it('turns numbers into classes and back, and says so', () => {
    const classes = adaptToTarget(experimentOf('sine-normal'), 'spirals');
    expect(classes.experiment).toMatchObject({ loss: 'cross_entropy', outputActivation: 'linear' });
    expect(classes.notes.join()).toContain('the loss is now cross entropy');
    const numbers = adaptToTarget(classes.experiment, 'sine');
    expect(numbers.experiment).toMatchObject({ loss: 'mse' });
    expect(numbers.notes).toHaveLength(1);
  });

  it('keeps what is still meaningful, mistakes included', () => {
    const posted = experimentOf('sum-bin-posted');
    const { experiment, notes } = adaptToTarget(posted, 'sum_mod');
    expect(experiment).toEqual({ ...posted, target: 'sum_mod' });
    expect(notes).toEqual([]);
    const flat = adaptToTarget(experimentOf('parabola-posted'), 'cubic').experiment;
    expect(flat).toMatchObject({ outputActivation: 'softmax', labelShape: 'row' });
  });

  it('keeps what classes count, but for numbers typed for others', () => {
    const classWeights = [1, 2];
    const two = { ...experimentOf('circles'), classWeights, classTargets: 'signs' } as const;
    for (const classWeighting of ['none', 'balanced', 'given'] as const) {
      const { experiment, notes } = adaptToTarget({ ...two, classWeighting }, 'blobs');
      const typed = classWeighting === 'given';
      expect(experiment.classWeighting).toBe(typed ? 'none' : classWeighting);
      expect(notes.includes('There are other classes: all count the same now.')).toBe(typed);
      expect(experiment.classTargets).toBe('signs');
      expect(parseExperiment(experiment).ok).toBe(true);
    }
  });
});
