import { EngineError } from '#src/engine/contract/messages.ts';
import type {
  Extent,
  Job,
  JobOutput,
  Placement,
  RunResult,
} from '#src/engine/contract/protocol.ts';
import { structureOf } from '#src/engine/contract/structure.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import { type Priority, Workers } from '#src/engine/page/workers.ts';
import { runCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { RecordTable } from '#src/records/record-table.ts';

export interface TrainOptions {
  readonly priority: Priority;
  readonly signal?: AbortSignal;
  /** How far and how often measured, where not as the experiments say. */
  readonly extent?: Extent;
  /** All jobs advance together, on one worker. */
  readonly sideBySide?: boolean;
  /** A job begins. */
  onStart?(job: number): void;
  /** New records of a job, from index `from` on. */
  onRecords?(job: number, from: number, records: RecordTable): void;
}

/** The experiment cannot run: its data cannot be made. */
export class RefusedError extends EngineError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const detail = problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
    super({ id: 'refused', values: { detail } });
    this.problems = problems;
  }
}

/** Where trainings take place. */
export interface TrainingPlace {
  readonly makeClient: () => EngineClient;
  /** Workers that compute on the processor at once, with work of a priority. */
  readonly processors: (priority: Priority) => number;
  /** Told how many of them are busy, but for work that gives way to all other. */
  readonly onBusy?: (workers: number) => void;
  /** What an experiment that names no engine runs on. */
  readonly preference: () => EngineChoiceId;
  /** Where every experiment is trained; absent: a worker is asked. */
  readonly placement?: Placement;
}

/** Jobs by their indices: plans that advance side by side on one worker, each with its replicas. */
type Team = readonly (readonly number[])[];

interface OrderedOptions extends TrainOptions {
  /** Jobs before the first of these. */
  readonly order: number;
}

/** More placements than these are not remembered. */
const mostPlacements = 1000;

/** What short work costs at the most, as `runCost` counts: about a tenth of a second. */
const shortCost = 4e9;

/** Trains experiments on whatever worker is free; keeps nothing. */
export class Trainings {
  readonly #place: TrainingPlace;
  readonly #workers: Workers;
  readonly #asked = new Map<string, Promise<Placement | null>>();
  readonly #known = new Map<string, Placement>();
  /** Jobs so far. */
  #jobs = 0;

  constructor(place: TrainingPlace) {
    this.#place = place;
    this.#workers = new Workers(place.makeClient, place.processors, place.onBusy);
  }

  /**
   * Trains jobs from start to end. Which of them share a worker, and how many workers there are, is decided by where each
   * job's own plan is best trained.
   *
   * @returns one for each job, in order; rejects when the job is refused (`RefusedError`), broke down or was aborted
   */
  train(jobs: readonly Job[], options: TrainOptions): readonly Promise<RunResult>[] {
    const results: Promise<RunResult>[] = [];
    const order = this.#jobs;
    this.#jobs += jobs.length;
    for (const group of options.sideBySide ? [[...jobs.keys()]] : byStructure(jobs)) {
      const { experiment } = jobs[group[0] as number] as Job;
      const started = this.#placementOf(experiment).then((placement) =>
        this.#start(jobs, group, placement, { ...options, order }),
      );
      for (const index of group) {
        results[index] = started
          .then((outputs) => outputs.get(index))
          .then((output) => {
            if (output?.ok) return output.result;
            throw new RefusedError(output?.problems ?? []);
          });
      }
    }
    return results;
  }

  /** How many workers train experiments like this one at once, as far as is known. */
  width(experiment: Experiment): number {
    const placement = this.#place.placement ?? this.#known.get(this.#keyOf(experiment));
    return this.#workers.width(placement?.gpu ?? false, 'study');
  }

  dispose(): void {
    this.#workers.dispose();
  }

  /** @param group indices of jobs of one structure, or of those that train side by side */
  #start(
    jobs: readonly Job[],
    group: readonly number[],
    placement: Placement | null,
    options: OrderedOptions,
  ): ReadonlyMap<number, Promise<JobOutput | undefined>> {
    const { gpu = false, together = 1, engine = null } = placement ?? {};
    const teams: readonly Team[] = options.sideBySide
      ? [group.map((index) => [index])]
      : chunks(group, together).map((replicas) => [replicas]);
    const outputs = new Map<number, Promise<JobOutput | undefined>>();
    for (const team of teams) {
      const trained = this.#trainTeam(jobs, team, { engine, gpu }, options);
      team.flat().forEach((index, i) => {
        outputs.set(
          index,
          trained.then((outcome) => outcome[i]),
        );
      });
    }
    return outputs;
  }

  async #trainTeam(
    jobs: readonly Job[],
    team: Team,
    { engine, gpu }: Pick<Placement, 'gpu'> & { readonly engine: Placement['engine'] | null },
    options: OrderedOptions,
    short = !gpu && costOf(jobs, team) <= shortCost,
  ): Promise<readonly JobOutput[]> {
    const { priority, order, signal, extent = {}, onStart, onRecords } = options;
    const indices = team.flat();
    const place = order + (indices[0] ?? 0);
    const begin = (): void => {
      for (const index of indices) onStart?.(index);
    };
    const need = { gpu, priority, order: place, short, begin };
    const { client, follows, end } = await this.#workers.take(need, signal);
    const runId = `team-${place}`;
    const ignore = client.listen(runId, {
      records: ({ job, from, records }) => onRecords?.(indices[job] as number, from, records),
    });
    try {
      const plans = team.map((replicas) =>
        replicas.map((index) => pinned(jobs[index] as Job, engine)),
      );
      const preference = this.#place.preference();
      const streams = onRecords !== undefined;
      return await client.request('team', { runId, plans, preference, extent, streams }, signal);
    } catch (error) {
      // It may have been the work before it that the worker died of.
      if (!follows || !isOfWorker(error)) throw error;
      return this.#trainTeam(jobs, team, { engine, gpu }, options, false);
    } finally {
      ignore();
      end();
    }
  }

  /** Null where it cannot be told: the training itself says why. */
  #placementOf(experiment: Experiment): Promise<Placement | null> {
    const { placement } = this.#place;
    if (placement !== undefined) return Promise.resolve(placement);
    const key = this.#keyOf(experiment);
    const asked = this.#asked.get(key) ?? this.#ask(experiment, key);
    this.#asked.set(key, asked);
    return asked;
  }

  async #ask(experiment: Experiment, key: string): Promise<Placement | null> {
    const preference = this.#place.preference();
    const client = this.#workers.any();
    const output = await client.request('place', { experiment, preference }).catch(() => null);
    if (!output?.ok) {
      this.#asked.delete(key); // the next one may fare better
      return null;
    }
    if (this.#known.size >= mostPlacements) {
      this.#known.clear();
      this.#asked.clear();
    }
    this.#known.set(key, output.placement);
    return output.placement;
  }

  #keyOf(experiment: Experiment): string {
    return `${this.#place.preference()} ${structureOf(experiment)}`;
  }
}

/** The array that the worker takes away is a copy. */
function pinned({ experiment, start }: Job, engine: Placement['engine'] | null): Job {
  return {
    experiment: engine === null ? experiment : { ...experiment, engine },
    ...(start && { start: start.slice() }),
  };
}

/** Indices of jobs, those of one structure together. */
function byStructure(jobs: readonly Job[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [index, { experiment }] of jobs.entries()) {
    const structure = structureOf(experiment);
    const group = groups.get(structure);
    if (group === undefined) groups.set(structure, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}

function costOf(jobs: readonly Job[], team: Team): number {
  return team.flat().reduce((sum, index) => sum + runCost((jobs[index] as Job).experiment), 0);
}

function isOfWorker(error: unknown): boolean {
  return error instanceof EngineError && error.failure.message.id === 'worker_stopped';
}

function chunks(indices: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(indices.length / size) }, (_, i) =>
    indices.slice(i * size, (i + 1) * size),
  );
}
