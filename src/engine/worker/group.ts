import { prepareData } from '#src/data/prepare.ts';
import { canShareDraws } from '#src/engine/contract/can-share-draws.ts';
import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineTraits } from '#src/engine/contract/engine.ts';
import type { GroupInput, GroupOutput } from '#src/engine/contract/protocol.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { chooseEngine } from '#src/engine/worker/choose.ts';
import { makePlan, type PlanInput } from '#src/engine/worker/make-plan.ts';
import { Pacer } from '#src/engine/worker/pacer.ts';
import { pieceAt, piecesOf, SegmentMaker } from '#src/engine/worker/pieces.ts';
import { advance, type Progress, startingProgress } from '#src/engine/worker/progress.ts';
import { learningRates } from '#src/engine/worker/rates.ts';
import type { RunEnvironment } from '#src/engine/worker/run.ts';
import { nextTask } from '#src/lib/next-task.ts';
import { plateauStart } from '#src/network/schedules.ts';
import { copyRows, type RecordTable } from '#src/records/record-table.ts';
import type { StopReason } from '#src/records/run-header.ts';
import { RunLog } from '#src/records/run-log.ts';

/** One replica's way through a group's training. */
export interface Member {
  readonly records: RecordTable;
  readonly stopped: StopReason;
}

/** Answers the request `group`: data, plan, engine, training, outcome. */
export async function trainGroup(
  { experiments, preference }: GroupInput,
  environment: RunEnvironment,
  signal: AbortSignal,
): Promise<GroupOutput> {
  const inputs: PlanInput[] = [];
  for (const experiment of experiments) {
    const data = await prepareData(experiment);
    if (!data.ok) return { ok: false, problems: data.error };
    inputs.push({ experiment, data: data.value });
    signal.throwIfAborted();
  }
  const plan = makePlan(inputs as [PlanInput, ...PlanInput[]]);
  if (!experiments.every(canShareDraws))
    throw new Error('runs that may stop early cannot be trained together');
  const choice = plan.course.engine === 'any' ? preference : plan.course.engine;
  const wish = { choice, excluded: new Map(), fastestFirst: async () => [] };
  const { engine, trainer, reasons } = await chooseEngine(
    plan.model,
    wish,
    environment.engines,
    signal,
  );
  try {
    const start = environment.now();
    const members = await trainTogether(
      plan,
      engine.traits,
      trainer,
      () => (environment.now() - start) / 1000,
      async () => {
        await nextTask();
        signal.throwIfAborted();
      },
    );
    const parameters = await trainer.parameters();
    const count = plan.model.network.parameterCount;
    return {
      ok: true,
      engine: { id: engine.id, device: trainer.device, reasons },
      members: members.map(({ records, stopped }, r) => ({
        records,
        parameters: parameters.slice(r * count, (r + 1) * count),
        stopped,
      })),
    };
  } finally {
    trainer.dispose();
  }
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
  traits: EngineTraits,
  trainer: Trainer,
  seconds: () => number,
  breathe: () => Promise<void>,
): Promise<readonly Member[]> {
  const pieces = piecesOf(plan, traits);
  const maker = new SegmentMaker(plan);
  const pacer = new Pacer();
  const progress: Progress[] = plan.course.replicas.map(() => startingProgress);
  const logs = plan.course.replicas.map(() => new RunLog());
  const end = plan.course.epochs * plan.course.stepsPerEpoch;

  for (let done = 0; done < end && progress.some(({ stopped }) => stopped === null); ) {
    const segments = [];
    while (done < end && segments.length < pacer.pieces) {
      const steps = pieceAt(pieces, done);
      const rates = plan.course.replicas.map(({ learningRate }) =>
        learningRates(plan.course, learningRate, plateauStart, done, steps),
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
        const next = advance(plan.course, own, segment, result, moment);
        progress[r] = next.progress;
        if (next.record !== null) logs[r]?.push(next.record);
      }
    }
    await breathe();
  }
  return logs.map((log, r) => ({
    records: copyRows(log),
    stopped: progress[r]?.stopped ?? { kind: 'epochs' },
  }));
}
