import { expect, expectTypeOf, it } from 'vitest';
import type { Cause, DiagnoseOptions, Verdict } from '#src/doctor/contract.ts';
import type { Floor } from '#src/doctor/floors/floor.ts';
import { readVerdict } from '#src/doctor/kept-verdict.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { strangeVerdict } from '../../support/verdict.ts';

it('the training service trains what is tried', () => {
  const trainer =
    (trainings: Trainings): DiagnoseOptions['train'] =>
    (jobs, extent, signal) =>
      trainings.train(jobs, { priority: 'study', extent, signal });
  expectTypeOf(trainer).returns.toEqualTypeOf<DiagnoseOptions['train']>();
  expectTypeOf<Verdict['floors'][number]>().toEqualTypeOf<Floor>();
  expectTypeOf<ReturnType<Cause['suspect']>>().toBeNullable();
});

it('a verdict that was kept names the rows that it named', () => {
  const floor = {
    id: 'neighbours',
    train: 1,
    heldOut: 1,
    skill: 0.9,
    exact: true,
    proof: false,
  } as const;
  const verdict: Verdict = {
    ...strangeVerdict,
    experiment: sumBin,
    before: { ...strangeVerdict.before, experiment: sumBin },
    enough: [],
    minimal: [],
    floors: [{ ...floor, neighbours: 5 }],
    findings: [
      { id: 'label_noise', kind: 'limit', certainty: 'sign', figures: { outvoted: 1 }, rows: [12] },
    ],
  };
  expect(readVerdict(structuredClone(verdict))).toEqual(verdict);
});
