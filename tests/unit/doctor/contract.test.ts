import { expectTypeOf, it } from 'vitest';
import type { Cause, DiagnoseOptions, Verdict } from '#src/doctor/contract.ts';
import type { Floor } from '#src/doctor/floors/floor.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';

it('the training service trains what is tried', () => {
  const trainer =
    (trainings: Trainings): DiagnoseOptions['train'] =>
    (jobs, extent, signal) =>
      trainings.train(jobs, { priority: 'study', extent, signal });
  expectTypeOf(trainer).returns.toEqualTypeOf<DiagnoseOptions['train']>();
  expectTypeOf<Verdict['floors'][number]>().toEqualTypeOf<Floor>();
  expectTypeOf<ReturnType<Cause['suspect']>>().toBeNullable();
});
