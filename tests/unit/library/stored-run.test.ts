import { describe, expect, it } from 'vitest';
import { runFigures } from '#src/library/stored-run.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { recordTable } from '../../support/record-tables.ts';
import { unmeasured } from '../charts/fixtures.ts';

const record: EpochRecord = {
  ...unmeasured,
  epoch: 1,
  step: 10,
  seconds: 0.5,
  runningLoss: 2,
  trainLoss: 1,
  heldOutLoss: 3,
};

describe('figures of a run', () => {
  it('takes the last measured value, and the best', () => {
    const figures = runFigures(
      recordTable([
        record,
        { ...record, epoch: 2, step: 20, heldOutLoss: 1.5 },
        {
          ...record,
          epoch: 3,
          step: 30,
          seconds: 2,
          runningLoss: 0.5,
          trainLoss: NaN,
          heldOutLoss: NaN,
        },
      ]),
      1,
    );
    expect(figures).toEqual({
      epochs: 3,
      steps: 30,
      seconds: 2,
      runningLoss: 0.5,
      trainLoss: 1,
      heldOutLoss: 1.5,
      bestHeldOutLoss: 1.5,
      trainAccuracy: NaN,
      heldOutAccuracy: NaN,
    });
  });

  it('shows losses in the reader’s units, and nothing else', () => {
    const table = recordTable([record]);
    const { runningLoss, heldOutLoss, bestHeldOutLoss, ...rest } = runFigures(table, 1e6);
    const plain = runFigures(table, null);
    expect([runningLoss, heldOutLoss, bestHeldOutLoss]).toEqual(
      [plain.runningLoss, plain.heldOutLoss, plain.bestHeldOutLoss].map((loss) => 1e6 * loss),
    );
    expect({ ...rest, trainLoss: 0 }).toMatchObject({
      steps: plain.steps,
      seconds: plain.seconds,
      trainAccuracy: plain.trainAccuracy,
    });
  });

  it('has nothing to say of no epochs', () => {
    expect(runFigures(recordTable([]), 1)).toMatchObject({
      epochs: 0,
      steps: 0,
      seconds: 0,
      bestHeldOutLoss: NaN,
    });
  });
});
