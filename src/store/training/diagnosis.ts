import { createStore } from 'zustand/vanilla';
import type { Finding, Progress, Trial, Verdict } from '#src/doctor/contract.ts';
import { defaultBudget } from '#src/doctor/cost.ts';
import type { Job, RecallOutput } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { stepsPerEpoch } from '#src/experiment/steps.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { lastValue } from '#src/records/record-table.ts';
import type { KeyValueStorage } from '#src/store/app/preferences.ts';
import type { AppStore } from '#src/store/app/store.ts';
import { answerTrials } from '#src/store/training/answer-trials.ts';

export interface DiagnosisState {
  /** The one that was asked about; null: none yet. */
  readonly experiment: Experiment | null;
  /** `kept`: the verdict is of an earlier visit. */
  readonly phase: 'none' | 'looking' | 'done' | 'kept' | 'stopped' | 'failed';
  readonly findings: readonly Finding[];
  /** Trials that are done, by their changes, the latest counts of each. */
  readonly trials: readonly Trial[];
  readonly progress: Progress | null;
  /** The page was left while trials ran: they begin again. */
  readonly cutOff: boolean;
  readonly verdict: Verdict | null;
  /** The experiment as it stood and with the best set of changes, trained with its own seed. */
  readonly pictures: readonly Picture[];
}

export interface Picture {
  readonly is: 'before' | 'after';
  readonly view: NonNullable<RecallOutput>;
}

const loadKept = () => import('#src/store/training/kept-verdicts.ts');

const nothing: DiagnosisState = {
  experiment: null,
  phase: 'none',
  findings: [],
  trials: [],
  progress: null,
  cutOff: false,
  verdict: null,
  pictures: [],
};

/**
 * Why an experiment does not fit: thought out in a worker of its own, trained where everything is, behind all other work.
 * It ends as soon as the reader trains.
 */
export class Diagnosis {
  readonly store = createStore<DiagnosisState>(() => nothing);
  readonly #client: Pick<EngineClient, 'request' | 'listen'>;
  readonly #trainings: Pick<Trainings, 'train'>;
  readonly #storage: () => KeyValueStorage;
  #running: AbortController | null = null;
  #asked = 0;

  /**
   * @param client of a worker that trains nothing
   * @param storage where verdicts are kept between visits; it may throw
   */
  constructor(
    app: AppStore,
    client: Pick<EngineClient, 'request' | 'listen'>,
    trainings: Pick<Trainings, 'train'>,
    storage: () => KeyValueStorage,
  ) {
    this.#client = client;
    this.#trainings = trainings;
    this.#storage = storage;
    app.subscribe(({ run }) => {
      if (this.#running !== null && (run.phase === 'running' || run.starting)) this.stop();
    });
  }

  /** Shows what is known of an experiment, from an earlier visit too; asks about it where there is no verdict. */
  open(experiment: Experiment): void {
    const { experiment: shown, verdict } = this.store.getState();
    if (shown !== experiment || verdict === null)
      void this.#recall(experiment, this.#begin(experiment));
  }

  /** Asks about an experiment; what was asked before is given up. @param effort times the usual budget */
  start(experiment: Experiment, effort = 1): void {
    void this.#look(experiment, effort, this.#begin(experiment));
  }

  /** What has been found stays; nothing is left running. */
  readonly stop = (): void => {
    if (this.store.getState().phase === 'looking') this.#note(null);
    this.#running?.abort();
    this.#running = null;
    if (this.store.getState().phase === 'looking')
      this.store.setState({ phase: 'stopped', progress: null });
  };

  /** What is asked about, where a page that is left in the midst finds it. */
  #note(experiment: Experiment | null): void {
    void loadKept().then(
      ({ noteAsked }) => noteAsked(this.#storage, experiment),
      () => undefined, // what keeps it is not here
    );
  }

  #begin(experiment: Experiment): AbortSignal {
    this.stop();
    this.#running = new AbortController();
    this.store.setState({ ...nothing, experiment, phase: 'looking' }, true);
    return this.#running.signal;
  }

  async #look(experiment: Experiment, effort: number, signal: AbortSignal): Promise<void> {
    const runId = `why-${++this.#asked}`;
    this.#note(experiment);
    const ignore = this.#client.listen(runId, {
      trials: answerTrials(runId, {
        client: this.#client,
        trainings: this.#trainings,
        priority: 'idle',
        signal,
      }),
      diagnosis: ({ trial, findings, progress }) => {
        if (signal.aborted) return;
        const { trials } = this.store.getState();
        this.store.setState({
          ...(progress && { progress }),
          ...(findings && { findings }),
          ...(trial && { trials: withTrial(trials, trial) }),
        });
      },
    });
    try {
      const budget = effort * defaultBudget(experiment);
      const verdict = await this.#client.request('diagnose', { runId, experiment, budget }, signal);
      this.#note(null);
      this.store.setState({ verdict, phase: verdict === null ? 'failed' : 'done', progress: null });
      if (verdict === null) return;
      await loadKept().then(
        ({ keepVerdict }) => keepVerdict(this.#storage, verdict),
        () => undefined, // what keeps verdicts is not here
      );
      await this.#draw(verdict, signal).catch(() => undefined); // without pictures, then
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      this.#note(null);
      this.store.setState({ phase: 'failed', progress: null });
    } finally {
      ignore();
    }
  }

  async #recall(experiment: Experiment, signal: AbortSignal): Promise<void> {
    const { verdict, cutOff } = await loadKept().then(
      ({ keptVerdict, wasAsked }) => ({
        verdict: keptVerdict(this.#storage, experiment),
        cutOff: wasAsked(this.#storage, experiment),
      }),
      () => ({ verdict: null, cutOff: false }), // the page is offline, and what reads verdicts is not here
    );
    if (signal.aborted) return;
    if (verdict === null) {
      this.store.setState({ cutOff });
      return this.#look(experiment, 1, signal);
    }
    this.store.setState({ verdict, phase: 'kept' });
    await this.#draw(verdict, signal).catch(() => undefined); // without pictures, then
  }

  /** Trains what is to be shown beside one another, and asks what it has learnt. */
  async #draw({ experiment, minimal, closest }: Verdict, signal: AbortSignal) {
    const after = minimal[0] ?? closest;
    const shown: readonly (readonly [Picture['is'], Job])[] = [
      ['before', { experiment }],
      ...(after === null
        ? []
        : [['after', { experiment: { ...after.experiment, seed: experiment.seed } }] as const]),
    ];
    // All are waited for at once: of those that are aborted none may be left unheard.
    const results = await Promise.all(
      this.#trainings.train(
        shown.map(([, job]) => job),
        { priority: 'idle', extent: { recordEvery: Infinity }, signal },
      ),
    );
    const pictures: Picture[] = [];
    for (const [i, [is, job]] of shown.entries()) {
      const result = results[i];
      if (result === undefined) continue;
      const step = lastValue(result.records, 'step') || 0;
      const view = await this.#client.request(
        'recall',
        {
          runId: `why-${this.#asked}-${is}`,
          experiment: job.experiment,
          parameters: result.parameters,
          epoch: Math.round(step / stepsPerEpoch(job.experiment)),
          step,
        },
        signal,
      );
      if (view !== null) pictures.push({ is, view });
    }
    if (!signal.aborted) this.store.setState({ pictures });
  }
}

function withTrial(trials: readonly Trial[], trial: Trial): readonly Trial[] {
  const key = JSON.stringify(trial.changes);
  return [...trials.filter(({ changes }) => JSON.stringify(changes) !== key), trial];
}
