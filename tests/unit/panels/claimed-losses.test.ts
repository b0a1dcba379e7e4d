import { describe, expect, test } from 'vitest';
import type { StoredRun } from '#src/library/stored-run.ts';
import { claimedLosses, claimOf } from '#src/panels/share/claim/claimed-losses.ts';
import { storedRun } from '../../support/stored-runs.ts';

/** Held-out losses epoch by epoch; null: not evaluated. */
function run(losses: readonly (number | null)[], stopped: StoredRun['stopped']) {
  const epochs = losses.map((loss) => (loss === null ? {} : { heldOutLoss: loss }));
  return storedRun(`run ${losses.join()}`, epochs, { stopped, device: 'CPU, SIMD' });
}

const finished = run([0.5, null, 0.3, null, 0.1], { kind: 'epochs' });
const patient = run([0.5, null, 0.4], { kind: 'patience', epoch: 3 });
const diverged = run([0.5, null], { kind: 'non_finite', epoch: 3, step: 7 });
const interrupted = run([0.5, null, 0.3, null], null);

const curves = new Map(
  [finished, patient, diverged, interrupted].map(({ curve }) => [curve.id, curve]),
);
const read = async (id: string) => curves.get(id);

async function lossAt({ run: kept }: typeof finished, epoch: number): Promise<number | undefined> {
  const [claimed] = await claimedLosses([kept], 'heldOutLoss', epoch, read);
  return claimed?.loss;
}

describe('what a run had come to by an epoch', () => {
  test('is what was measured right then', async () => {
    expect(await lossAt(finished, 3)).toBe(0.3);
    expect(await lossAt(finished, 5)).toBe(0.1);
    expect(await lossAt(diverged, 1)).toBe(0.5);
  });

  test('is nothing between two evaluations, or where the run does not come', async () => {
    expect(await lossAt(finished, 4)).toBeNaN();
    expect(await lossAt(finished, 999_999)).toBeNaN();
    expect(await lossAt(interrupted, 5)).toBeNaN();
  });

  test('is its end where a rule had stopped it, and infinite where it had diverged', async () => {
    expect(await lossAt(patient, 5)).toBe(0.4);
    expect(await lossAt(diverged, 5)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a claim', () => {
  test('is of the last epoch at which the longest run was measured', async () => {
    expect(await claimOf([interrupted.run], 'heldOutLoss', read)).toMatchObject({ epoch: 3 });
    expect(
      await claimOf([patient.run, finished.run, diverged.run], 'heldOutLoss', read),
    ).toMatchObject({
      epoch: 5,
      losses: [{ loss: 0.4 }, { loss: 0.1 }, { loss: Number.POSITIVE_INFINITY }],
      engine: 'wasm',
      build: 'plain',
    });
  });

  test('is not made where a run was interrupted before', async () => {
    expect(await claimOf([interrupted.run, finished.run], 'heldOutLoss', read)).toBeNull();
  });
});
