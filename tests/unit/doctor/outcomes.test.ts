import { describe, expect, it } from 'vitest';
import { trialOf } from '#src/doctor/outcomes.ts';
import { type Score, unfit } from '#src/doctor/skill.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';

const tried = (...outcomes: readonly Score[]) =>
  trialOf(
    { causes: [], changes: {}, experiment: defaultExperiment },
    outcomes.map((outcome, seed) => ({ seed, ...outcome, fits: false })),
    8,
  );
const run = (skill: number, rmse: number) => ({ skill, beside: { r2: skill, rmse } });

describe('what is told of runs with several seeds', () => {
  it('is of one of them: of two in the middle the worse', () => {
    expect(tried(run(0.99, 0.1), run(0.1, 3), run(0.98, 0.5), run(0.05, 2))).toMatchObject({
      skill: 0.1,
      beside: { r2: 0.1, rmse: 3 },
      droppedEarly: true,
    });
    expect(tried(run(0.2, 4), run(0.3, 1), run(0.1, 9))).toMatchObject({
      skill: 0.2,
      beside: { r2: 0.2, rmse: 4 },
    });
  });

  it('is its skill alone where that run diverged, and nothing without runs', () => {
    expect(tried(run(0.9, 1), unfit, unfit)).toMatchObject({ skill: -Infinity, beside: {} });
    expect(tried()).toMatchObject({ skill: Number.NaN, beside: {}, fits: [0, 0] });
  });
});
