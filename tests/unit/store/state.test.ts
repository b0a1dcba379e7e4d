import { expect, it } from 'vitest';
import { openingRun, type RunStatus, restsAfterTraining } from '#src/store/app/state.ts';

const at = (step: number, change: Partial<RunStatus>): RunStatus => ({
  ...openingRun,
  progress: { ...openingRun.progress, step },
  ...change,
});

it.each<[string, RunStatus, boolean]>([
  ['before the first step', at(0, { phase: 'paused' }), false],
  ['paused', at(3, { phase: 'paused' }), true],
  ['at its end', at(3, { phase: 'finished' }), true],
  ['broken down at its first step', at(0, { phase: 'finished' }), true],
  ['about to train again', at(3, { phase: 'finished', starting: true }), false],
  ['under way', at(3, { phase: 'running' }), false],
])('training %s rests: %#', (_, run, rests) => {
  expect(restsAfterTraining({ run })).toBe(rests);
});
