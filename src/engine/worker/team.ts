import { answerVariance } from '#src/data/answer-variance.ts';
import type { PreparedSets } from '#src/data/prepared.ts';
import { guessingOf } from '#src/doctor/floors/guessing.ts';
import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import type { Job, JobOutput, TeamInput, TeamOutput } from '#src/engine/contract/protocol.ts';
import { makePlan, type PlanInput } from '#src/engine/worker/make-plan.ts';
import { RecordSender } from '#src/engine/worker/record-sender.ts';
import type { RunEnvironment } from '#src/engine/worker/run.ts';
import type { Emit } from '#src/engine/worker/serve.ts';
import type { TimingBook } from '#src/engine/worker/timings.ts';
import { Training } from '#src/engine/worker/training.ts';
import { wishOf } from '#src/engine/worker/wish.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { copyRows, emptyTable, type RecordTable } from '#src/records/record-table.ts';
import { RunLog } from '#src/records/run-log.ts';

/** Plans of a team advance together this many times in a run. */
const slices = 100;

/** Where a team trains. */
interface TeamPlace extends RunEnvironment {
  readonly timings: TimingBook;
  readonly prepared: PreparedSets;
  readonly emit: Emit;
  /** Aborted when the team is given up. */
  readonly signal: AbortSignal;
  readonly threads: number;
}

/**
 * Answers the request `team`: data, plans, engines, training, outcomes. Whatever breaks down takes the whole team down; a
 * job whose data cannot be made is left out.
 */
export async function trainTeam(input: TeamInput, place: TeamPlace): Promise<TeamOutput> {
  const { signal } = place;
  const outputs = new Map<number, JobOutput>();
  const plans: TeamPlan[] = [];
  let count = 0;
  try {
    for (const jobs of input.plans) {
      const members: Member[] = [];
      for (const job of jobs) {
        const index = count++;
        const prepared = await prepare(job, place.prepared);
        signal.throwIfAborted();
        if ('problems' in prepared) outputs.set(index, prepared);
        else members.push(new Member(index, prepared, input, place));
      }
      if (members.length === 0) continue;
      const plan = new TeamPlan(members, input, place);
      plans.push(plan);
      await plan.start();
    }
    const rounds = plans.length > 1 ? slices : 1;
    for (let round = 1; round <= rounds; round++) {
      for (const plan of plans) await plan.advance(round / rounds);
      signal.throwIfAborted();
    }
    for (const plan of plans) await plan.collect(outputs);
    return Array.from({ length: count }, (_, index) => outputs.get(index) as JobOutput);
  } finally {
    for (const plan of plans) plan.dispose();
  }
}

type Refused = Extract<JobOutput, { readonly ok: false }>;

async function prepare(
  { experiment, start }: Job,
  prepared: PreparedSets,
): Promise<PlanInput | Refused> {
  const data = await prepared.get(experiment);
  if (!data.ok) return { ok: false, problems: data.error };
  return { experiment, data: data.value, ...(start && { start }) };
}

/** A job that can be trained, and its records. */
class Member {
  readonly index: number;
  readonly input: PlanInput;
  readonly log = new RunLog();
  readonly sender: RecordSender | null;

  constructor(job: number, input: PlanInput, { runId, streams }: TeamInput, place: TeamPlace) {
    const { emit, now } = place;
    this.index = job;
    this.input = input;
    this.sender = streams
      ? new RecordSender(
          (from, records) => emit({ event: 'records', runId, job, from, records }),
          now,
        )
      : null;
  }

  add(record: EpochRecord): void {
    this.log.push(record);
    this.sender?.add(record);
  }

  addAll(records: RecordTable): void {
    this.log.append(records);
    this.sender?.addAll(records);
  }

  rewind(records: number): void {
    const kept = Math.min(records, this.log.total);
    this.log.append(emptyTable, kept);
    this.sender?.rewind(kept);
  }
}

/** One plan of a team: jobs that are its replicas. */
class TeamPlan {
  readonly #members: readonly Member[];
  readonly #signal: AbortSignal;
  readonly #steps: number;
  readonly #stepsPerEpoch: number;
  readonly #training: Training;
  #engine: EngineInUse | null = null;

  constructor(members: readonly Member[], { preference, extent }: TeamInput, place: TeamPlace) {
    const { engines, now, timings, signal: closing, threads } = place;
    const inputs = members.map(({ input }) => input);
    const plan = makePlan(inputs as [PlanInput, ...PlanInput[]], extent);
    const { steps, stepsPerEpoch, recordEvery } = plan.course;
    this.#members = members;
    this.#signal = closing;
    this.#steps = steps;
    this.#stepsPerEpoch = stepsPerEpoch;
    const wish = wishOf(plan, preference, timings, closing, threads);
    this.#training = new Training(
      { plan, engines, wish, now, closing },
      {
        started: (engine) => {
          this.#engine = engine;
        },
        rewound: (done) => {
          for (const member of members) member.rewind(Math.floor(done / recordEvery));
        },
        notice: () => undefined,
        record: (r, record) => members[r]?.add(record),
        records: (r, records) => members[r]?.addAll(records),
        settled: () => {
          for (const { sender } of members) sender?.tick();
        },
        wantsToLook: () => false,
        looksAt: () => Number.POSITIVE_INFINITY,
        look: async () => undefined,
      },
    );
  }

  start(): Promise<void> {
    return this.#training.start();
  }

  /** Trains until so much of the run is done, whole epochs of it but for the end. @param share 0…1 */
  async advance(share: number): Promise<void> {
    const epochs = Math.ceil((share * this.#steps) / this.#stepsPerEpoch);
    const until = Math.min(epochs * this.#stepsPerEpoch, this.#steps);
    await this.#training.advance(until, () => this.#signal.aborted);
  }

  /** Adds what came of each job. */
  async collect(outputs: Map<number, JobOutput>): Promise<void> {
    const engine = this.#engine;
    if (engine === null) throw new Error('the plan was not started');
    let parameters: readonly Float32Array[] = [];
    await this.#training.survive(async () => {
      await this.advance(1); // again, where the device was lost since
      parameters = await this.#training.driver.parameters();
    });
    const { replicas } = this.#training.driver.progress;
    for (const [r, { index, input, log, sender }] of this.#members.entries()) {
      sender?.flush();
      const result = {
        engine,
        records: copyRows(log),
        parameters: parameters[r] as Float32Array,
        stopped: replicas[r]?.stopped ?? null,
        lossFactor: input.data.lossFactor,
        answerVariance: answerVariance(input.data),
        guessing: guessingOf(input),
      };
      outputs.set(index, { ok: true, result });
    }
  }

  dispose(): void {
    this.#training.dispose();
  }
}
