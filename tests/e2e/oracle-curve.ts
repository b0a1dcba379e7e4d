import { prepareData } from '#src/data/prepare.ts';
import type { Plan } from '#src/engine/contract/course.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import { SegmentMaker } from '#src/engine/worker/pieces.ts';
import { advance, startingProgress } from '#src/engine/worker/progress.ts';
import { learningRates } from '#src/engine/worker/rates.ts';
import { plateauStart } from '#src/network/schedules.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { fromHash } from '#src/share/link-codec.ts';
import { createOracle, type Precision } from '../oracle/oracle.ts';

/** What the float64 oracle makes of a link, epoch by epoch. */
export async function oracleCurve(hash: string): Promise<readonly EpochRecord[]> {
  const { experiment, problems } = fromHash(hash);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(JSON.stringify(data.error));
  const plan = makePlan([{ experiment, data: data.value }]);
  const [exact, rounded] = [await curve(plan, 'float64'), await curve(plan, 'float32')];
  exact.forEach((record, i) => {
    if (distance(record, rounded[i]) > 0.25) throw new Error(`chaotic from epoch ${i + 1} on`);
  });
  return exact;
}

/** The largest difference of two records' losses as a share of the most allowed: 1e-5 · max(1, loss). */
export function distance(expected: EpochRecord, actual: Losses | undefined): number {
  const names = ['runningLoss', 'trainLoss', 'heldOutLoss'] as const;
  const each = names.map((name) => {
    const [e, a] = [expected[name], actual?.[name] ?? Number.NaN];
    const share = Math.abs(a - e) / (1e-5 * Math.max(1, e));
    return Number.isNaN(share) ? Number.POSITIVE_INFINITY : share;
  });
  return Math.max(...each);
}

type Losses = Pick<EpochRecord, 'runningLoss' | 'trainLoss' | 'heldOutLoss'>;

async function curve(plan: Plan, precision: Precision): Promise<readonly EpochRecord[]> {
  const { course } = plan;
  const { stepsPerEpoch: steps, epochs, replicas } = course;
  const oracle = createOracle(plan.model, precision);
  const segments = new SegmentMaker(plan);
  const records: EpochRecord[] = [];
  let progress = startingProgress(course);
  for (let done = 0; done < epochs * steps; done += steps) {
    const rates = replicas.map(({ learningRate }, r) =>
      learningRates(
        course,
        learningRate,
        progress.replicas[r]?.plateau ?? plateauStart,
        done,
        steps,
      ),
    );
    const segment = segments.segment({ done, steps, rates, resting: [], counts: true });
    const [result] = await oracle.run([segment]);
    if (result === undefined) throw new Error('the oracle left out a result');
    const after = advance(course, progress, segment, result, 0);
    progress = after.progress;
    records.push(...after.records.filter((record) => record !== null));
  }
  return records;
}
