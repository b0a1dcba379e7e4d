import { prepareData } from '#src/data/prepare.ts';
import type { Engine } from '#src/engine/engine.ts';
import { makePlan } from '#src/engine/make-plan.ts';
import { createSession } from '#src/engine/session.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { median } from '#src/lib/statistics.ts';
import { type Budget, timeSteps } from './time-steps.ts';

/** Experiments that are measured from their first step to their last. */
export const wholeIds = ['sine-normal', 'sum-bin-posted'] as const;

/** Seconds of a whole experiment; the three are trained in turn, and each figure is the median over the rounds. */
export interface WholeTime {
  readonly steps: number;
  /** With evaluation as the experiment has it, records, snapshots: what a reader waits. */
  readonly seconds: number;
  /** The same, evaluated only at the end. */
  readonly withoutEvaluation: number;
  /** The optimiser's steps alone. */
  readonly stepsAlone: number;
}

/**
 * @param watched whether snapshots are taken for charts, as in the page
 * @param breathe lets other tasks of this thread through
 */
export async function timeWhole(
  id: (typeof wholeIds)[number],
  engine: Engine,
  watched: boolean,
  breathe: () => Promise<void>,
  rounds: number,
): Promise<WholeTime> {
  const preset = presetById(id);
  if (preset === undefined) throw new Error(`no preset ${id}`);
  const { experiment } = preset;
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(`${id} has no data`);
  const plan = makePlan([{ experiment, data: data.value }]);
  const steps = plan.stepsPerEpoch * plan.epochs;

  const train = (changed: Experiment) => secondsOf(changed, engine, watched, breathe);
  const budget: Budget = { warmUp: 50, repeat: 100, repeats: 3 };
  const times = { whole: [] as number[], unevaluated: [] as number[], alone: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.whole.push(await train(experiment));
    times.unevaluated.push(await train({ ...experiment, evaluateEvery: experiment.epochs }));
    // An order exists for the run's epochs only; a measurement may take more of them.
    const [replica] = plan.replicas;
    if (replica === undefined) throw new Error('a plan without a replica');
    const order = (epoch: number) => replica.order(((epoch - 1) % plan.epochs) + 1);
    const endless = { ...plan, replicas: [{ ...replica, order, fresh: () => null }] };
    const trainer = await engine.create(endless, new AbortController().signal);
    const { microseconds } = await timeSteps(trainer, endless, budget);
    times.alone.push((steps * microseconds) / 1e6);
    trainer.dispose();
  }
  return {
    steps,
    seconds: median(times.whole),
    withoutEvaluation: median(times.unevaluated),
    stepsAlone: median(times.alone),
  };
}

/** Trains by the session that the page and the command line use. */
async function secondsOf(
  experiment: Experiment,
  engine: Engine,
  watched: boolean,
  breathe: () => Promise<void>,
): Promise<number> {
  const engines = { [engine.id]: () => Promise.resolve(engine) };
  const environment = { engines, now: () => performance.now(), breathe };
  const session = createSession(environment, () => undefined);
  const { signal } = new AbortController();
  const runId = 'bench';
  await session.open({ runId, experiment, preference: engine.id, watched }, signal);
  const start = performance.now();
  await session.train({ runId, limit: null }, signal);
  const seconds = (performance.now() - start) / 1000;
  await session.close({ runId }, signal);
  return seconds;
}
