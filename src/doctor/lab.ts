import type { PreparedData, Split } from '#src/data/prepare.ts';
import { PreparedSets } from '#src/data/prepared.ts';
import type {
  Criterion,
  DiagnoseOptions,
  Progress,
  SeedOutcome,
  TrainExtent,
  Trained,
} from '#src/doctor/contract.ts';
import { defaultBudget } from '#src/doctor/cost.ts';
import { fitsAt } from '#src/doctor/outcomes.ts';
import { type Score, scoreOf, unfit } from '#src/doctor/skill.ts';
import { runCost, stepCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { stepsPerEpoch, totalSteps } from '#src/experiment/steps.ts';
import { isTable } from '#src/experiment/targets.ts';
import { isAbortError } from '#src/lib/abort.ts';

/** Held-out points that a run is scored on, at least: more than a reader may have asked for. */
const scoredPoints = 500;
/** So few training points that they are the whole task, as of a truth table. */
const fewPoints = 8;
/** Records of a run whose curve is looked at. */
const curveRecords = 40;
/** Runs of a diagnosis of which nothing more is known. */
const usualRuns = 45;
/** What is left at the least, as a share of what is spent. */
const leastLeft = 0.03;

/** A run and what it came to. */
export interface Measured extends Score {
  readonly seed: number;
  readonly data: PreparedData;
  readonly trained: Trained;
}

/** Trains experiments over seeds, scores them on held-out points, remembers the scores, and counts what is spent. */
export class Lab {
  readonly #options: DiagnoseOptions;
  readonly #budget: number;
  readonly #unit: number;
  readonly #start: number;
  readonly #scores = new Map<string, Score>();
  readonly #prepared = new PreparedSets();
  #spent = 0;
  #runs = 0;
  #expected = 0;
  #stage: Progress['stage'] = 'own';
  /** When the first run had ended, and what was spent then: engines that start come before. */
  #first = { at: 0, spent: 0 };
  /** What is thought to be spent in the end; null: it cannot be told yet. */
  #foreseen: number | null = null;

  constructor(experiment: Experiment, options: DiagnoseOptions) {
    this.#options = options;
    this.#unit = stepCost(experiment);
    this.#budget = (options.budget ?? defaultBudget(experiment)) * this.#unit;
    this.#start = options.now();
  }

  /** Runs so far, steps (of the reader's experiment) and seconds. */
  get bill(): { readonly runs: number; readonly steps: number; readonly seconds: number } {
    return {
      runs: this.#runs,
      steps: Math.round(this.#spent / this.#unit),
      seconds: (this.#options.now() - this.#start) / 1000,
    };
  }

  /** In operations. */
  get budget(): number {
    return this.#budget;
  }

  /** @param cost of all that is thought to come, in operations; null: it cannot be told yet */
  enter(stage: Progress['stage'], cost: number | null = null): void {
    this.#stage = stage;
    const most = Math.max(this.#budget, this.#spent);
    this.#foreseen = cost === null ? null : Math.min(this.#spent + cost, most);
    this.#tell();
  }

  /** Whether runs of this cost leave what is spent under a share of the budget. */
  affords(cost: number, share = 1): boolean {
    return this.#spent + cost <= share * this.#budget;
  }

  /** Of runs that are not yet remembered. */
  costOf(experiment: Experiment, seeds: readonly number[]): number {
    const open = seeds.filter((seed) => !this.#scores.has(keyOf({ ...experiment, seed })));
    return open.length * runCost(experiment);
  }

  /** How experiments fare, each with each of its seeds; a run that cannot be trained has no skill at all. */
  async outcomes(
    asked: readonly { readonly experiment: Experiment; readonly seeds: readonly number[] }[],
    criterion: Criterion,
  ): Promise<readonly (readonly SeedOutcome[])[]> {
    const jobs = asked.flatMap(({ experiment, seeds }) =>
      seeds.map((seed) => ({ ...experiment, seed })),
    );
    const open = [...new Map(jobs.map((job) => [keyOf(job), job])).values()].filter(
      (job) => !this.#scores.has(keyOf(job)),
    );
    await this.#trainAll(open, 'end', () => undefined);
    return asked.map(({ experiment, seeds }) =>
      seeds.map((seed) => {
        const score = this.#scores.get(keyOf({ ...experiment, seed })) ?? unfit;
        return { seed, ...score, fits: fitsAt(score.skill, criterion) };
      }),
    );
  }

  /** The same for one experiment, with its parameters and curve. @param until steps, where not to the end */
  async measure(
    experiment: Experiment,
    seeds: readonly number[],
    until: number | null = null,
  ): Promise<readonly Measured[]> {
    const found: Measured[] = [];
    const jobs = seeds.map((seed) => ({ ...experiment, seed }));
    await this.#trainAll(jobs, until ?? 'curve', (measured) => found.push(measured));
    return found.toSorted((a, b) => seeds.indexOf(a.seed) - seeds.indexOf(b.seed));
  }

  async prepared(experiment: Experiment): Promise<PreparedData | null> {
    const scored = {
      ...experiment,
      ...scoredOn(experiment),
      heldOutCount: Math.max(scoredPoints, experiment.heldOutCount),
    };
    const data = await this.#prepared.get(scored);
    return data.ok ? data.value : null;
  }

  async #trainAll(
    jobs: readonly Experiment[],
    records: 'curve' | 'end' | number,
    each: (measured: Measured) => void,
  ): Promise<void> {
    const { train, signal } = this.#options;
    signal.throwIfAborted();
    this.#expected += jobs.length;
    // One call for all experiments that are measured alike.
    const extents = new Map<string, { extent: TrainExtent; jobs: Experiment[] }>();
    for (const job of jobs) {
      const extent = extentOf(job, records);
      const key = JSON.stringify(extent.recordEvery ?? null);
      const group = extents.get(key) ?? { extent, jobs: [] };
      group.jobs.push(job);
      extents.set(key, group);
    }
    const results = await Promise.allSettled(
      [...extents.values()].flatMap(({ extent, jobs: own }) => {
        const trained = train(
          own.map((experiment) => ({ experiment })),
          extent,
          signal,
        );
        const until = typeof records === 'number' ? records : null;
        return own.map((job, i) => this.#score(job, trained[i] as Promise<Trained>, until, each));
      }),
    );
    signal.throwIfAborted();
    const failure = results.find((result) => result.status === 'rejected');
    // A remedy that cannot be trained has no skill; an experiment that cannot has no diagnosis.
    if (failure !== undefined && (records !== 'end' || isAbortError(failure.reason)))
      throw failure.reason;
  }

  async #score(
    experiment: Experiment,
    training: Promise<Trained>,
    until: number | null,
    each: (measured: Measured) => void,
  ): Promise<void> {
    const trained = await training;
    const data = await this.prepared(experiment);
    this.#runs++;
    this.#spent += runCost(experiment, until ?? stepsOf(experiment, trained));
    if (this.#runs === 1) this.#first = { at: this.#options.now(), spent: this.#spent };
    if (data === null) return;
    const score =
      trained.stopped?.kind === 'non_finite'
        ? unfit
        : scoreOf(experiment, data, judgedOn(data), trained.parameters);
    if (until === null) this.#scores.set(keyOf(experiment), score);
    each({ seed: experiment.seed, ...score, data, trained });
    this.#tell();
  }

  #tell(): void {
    const { onProgress, now } = this.#options;
    if (onProgress === undefined) return;
    const seconds = (now() - this.#first.at) / 1000;
    const spentIn = this.#spent - this.#first.spent;
    // Of what is spent, as much as is thought to come; a guess that was too low is not the end.
    const left =
      this.#foreseen === null
        ? null
        : Math.max(this.#foreseen - this.#spent, leastLeft * this.#spent);
    onProgress({
      stage: this.#stage,
      runs: this.#runs,
      about: Math.max(
        this.#expected,
        left === null ? usualRuns : Math.round(this.#runs * (1 + left / this.#spent)),
      ),
      secondsLeft: left === null || spentIn === 0 ? null : (seconds * left) / spentIn,
    });
  }
}

/** Where none are held out, new points of a function are drawn to score on; of a table, its training rows are. */
function scoredOn({ heldOutFrom, target }: Experiment): Pick<Experiment, 'heldOutFrom'> {
  if (heldOutFrom !== 'none') return { heldOutFrom };
  return { heldOutFrom: isTable(target) ? 'train' : 'drawn' };
}

/** Held-out points, but where the training points are so few that learning them is all that is asked. */
function judgedOn({ train, heldOut }: PreparedData): Split {
  return train.points.rows <= fewPoints ? train : heldOut;
}

/** Runs that nothing stops early are measured once, at their end. */
function extentOf(experiment: Experiment, records: 'curve' | 'end' | number): TrainExtent {
  if (typeof records === 'number')
    return {
      until: { unit: 'steps', count: records },
      recordEvery: Number.POSITIVE_INFINITY,
    };
  const { patience, targetLoss, schedule } = experiment;
  if (patience > 0 || targetLoss !== null || schedule === 'plateau') return {};
  if (records === 'end') return { recordEvery: Number.POSITIVE_INFINITY };
  return { recordEvery: Math.max(1, Math.ceil(totalSteps(experiment) / curveRecords)) };
}

function stepsOf(experiment: Experiment, { stopped }: Trained): number {
  if (stopped === null || stopped.kind === 'epochs') return totalSteps(experiment);
  if (stopped.kind === 'non_finite') return stopped.step;
  return stopped.epoch * stepsPerEpoch(experiment);
}

function keyOf(experiment: Experiment): string {
  return JSON.stringify(experiment);
}
