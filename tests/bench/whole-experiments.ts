import { prepareData } from '#src/data/prepare.ts';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import { createSession } from '#src/engine/worker/session.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { median } from '#src/lib/statistics.ts';
import { lastValue } from '#src/records/record-table.ts';
import { createTrainer, registered } from '../support/engines.ts';
import { type Budget, timeSteps } from './time-steps.ts';

/** Experiments that are measured from their first step to their last. */
export const wholeIds = ['sine-normal', 'sum-bin-posted'] as const;

/** Seconds of a whole experiment, medians over the rounds; with and without evaluation it is trained in turn. */
export interface WholeTime {
  readonly steps: number;
  /** With evaluation as the experiment has it, records, snapshots: what a reader waits. */
  readonly seconds: number;
  /** The same, evaluated only at the end. */
  readonly withoutEvaluation: number;
  /** The optimiser's steps alone. */
  readonly stepsAlone: number;
}

/** A run of some milliseconds is measured for at least so long, and in so many rounds at the most. */
const shortRuns = { milliseconds: 2000, rounds: 60 };

/**
 * @param rounds at least
 * @param watched whether snapshots are taken for charts, as in the page
 */
export async function timeWhole(
  id: (typeof wholeIds)[number],
  engine: Engine,
  watched: boolean,
  rounds: number,
): Promise<WholeTime> {
  const preset = presetById(id);
  if (preset === undefined) throw new Error(`no preset ${id}`);
  const { experiment } = preset;
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(`${id} has no data`);
  const plan = makePlan([{ experiment, data: data.value }]);
  const steps = plan.course.stepsPerEpoch * plan.course.epochs;

  const train = (changed: Experiment) => secondsOf(changed, engine, watched);
  const atTheEnd = { ...experiment, evaluateEvery: experiment.epochs };
  const whole: number[] = [];
  const unevaluated: number[] = [];
  const start = performance.now();
  while (
    whole.length < rounds ||
    (whole.length < shortRuns.rounds && performance.now() - start < shortRuns.milliseconds)
  ) {
    // In turns: what one leaves behind for the garbage collector, the next one pays for.
    const isEven = whole.length % 2 === 0;
    if (isEven) whole.push(await train(experiment));
    unevaluated.push(await train(atTheEnd));
    if (!isEven) whole.push(await train(experiment));
  }
  const alone: number[] = [];
  for (let round = 0; round < rounds; round++) alone.push(await secondsAlone(plan, engine));
  return {
    steps,
    seconds: median(whole),
    withoutEvaluation: median(unevaluated),
    stepsAlone: median(alone),
  };
}

/** What as many steps take as the plan has. */
async function secondsAlone(plan: Plan, engine: Engine): Promise<number> {
  const budget: Budget = { warmUp: 50, repeat: 100, repeats: 3 };
  // An order exists for the run's epochs only; a measurement may take more of them.
  const { model, course } = plan;
  const replicas = course.replicas.map((replica) => {
    const order: typeof replica.order = (epoch, into) =>
      replica.order(((epoch - 1) % course.epochs) + 1, into);
    return { ...replica, order, fresh: () => null };
  });
  const endless = { model, course: { ...course, replicas, steps: Number.POSITIVE_INFINITY } };
  const trainer = await createTrainer(engine, model);
  const { microseconds } = await timeSteps(trainer, engine.traits, endless, budget);
  trainer.dispose();
  return (plan.course.stepsPerEpoch * plan.course.epochs * microseconds) / 1e6;
}

/** Trains by the session that the page and the command line use. @returns seconds of training */
async function secondsOf(
  experiment: Experiment,
  engine: Engine,
  watched: boolean,
): Promise<number> {
  const environment = { engines: registered(engine), now: () => performance.now() };
  const session = createSession(environment, () => undefined);
  const { signal } = new AbortController();
  const run = { runId: 'bench', preference: engine.id };
  if (!watched) {
    const plans = [[{ experiment }]];
    const [output] = await session.team({ ...run, plans, extent: {}, streams: false }, signal);
    return output?.ok ? lastValue(output.result.records, 'seconds') : Number.NaN;
  }
  await session.open({ ...run, experiment }, signal);
  const start = performance.now();
  await session.train({ runId: run.runId, limit: null }, signal);
  const seconds = (performance.now() - start) / 1000;
  await session.close({ runId: run.runId }, signal);
  return seconds;
}
