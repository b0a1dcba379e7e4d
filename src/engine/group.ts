import type { Trainer } from '#src/engine/engine.ts';
import { Pacer } from '#src/engine/pacer.ts';
import { pieceAt, piecesOf, SegmentMaker } from '#src/engine/pieces.ts';
import type { Plan } from '#src/engine/plan.ts';
import { advance, type Progress, startingProgress } from '#src/engine/progress.ts';
import { learningRates } from '#src/engine/rates.ts';
import { plateauStart } from '#src/network/schedules.ts';
import type { EpochRecord } from '#src/runs/epoch-record.ts';
import type { StopReason } from '#src/runs/run-header.ts';

/** One replica's way through a group's training. */
export interface Member {
  readonly records: readonly EpochRecord[];
  readonly stopped: StopReason;
}

/** Whether the replicas of a plan can share every draw to the end: none may stop early or change its rate by itself. */
export function canShare({ stop, schedule }: Plan): boolean {
  return stop.targetLoss === null && stop.patience === 0 && schedule.id !== 'plateau';
}

/**
 * Trains all replicas of a plan together, start to end. One that diverges is frozen by the engine and ends there; the
 * others go on.
 *
 * @param seconds of training since the start
 * @param breathe called between calls; may reject to give the training up
 */
export async function trainTogether(
  plan: Plan,
  trainer: Trainer,
  seconds: () => number,
  breathe: () => Promise<void>,
): Promise<readonly Member[]> {
  const pieces = piecesOf(plan, trainer.engine);
  const maker = new SegmentMaker(plan);
  const pacer = new Pacer();
  const progress: Progress[] = plan.replicas.map(() => startingProgress);
  const records: EpochRecord[][] = plan.replicas.map(() => []);
  const end = plan.epochs * plan.stepsPerEpoch;

  for (let done = 0; done < end && progress.some(({ stopped }) => stopped === null); ) {
    const segments = [];
    while (done < end && segments.length < pacer.pieces) {
      const steps = pieceAt(pieces, done);
      const rates = plan.replicas.map(({ learningRate }) =>
        learningRates(plan, learningRate, plateauStart, done, steps),
      );
      segments.push(maker.segment(done, steps, rates, true));
      done += steps;
    }
    const before = seconds();
    const results = await trainer.run(segments);
    const now = seconds();
    pacer.observe(segments.length, 1000 * (now - before));
    for (const [i, segment] of segments.entries()) {
      for (const [r, result] of (results[i]?.replicas ?? []).entries()) {
        const own = progress[r];
        if (own === undefined || own.stopped !== null) continue;
        const moment = before + ((i + 1) / segments.length) * (now - before);
        const next = advance(plan, own, segment, result, moment);
        progress[r] = next.progress;
        if (next.record !== null) records[r]?.push(next.record);
      }
    }
    await breathe();
  }
  return progress.map(({ stopped }, r) => ({
    records: records[r] ?? [],
    stopped: stopped ?? { kind: 'epochs' },
  }));
}
