import { createStore, type StoreApi } from 'zustand/vanilla';
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

export interface Diagnosis {
  readonly store: StoreApi<DiagnosisState>;
  /** Shows what is known of an experiment, from an earlier visit too; asks about it where there is no verdict. */
  open(experiment: Experiment): void;
  /** Asks about an experiment; what was asked before is given up. @param effort times the usual budget */
  start(experiment: Experiment, effort?: number): void;
  /** What has been found stays; nothing is left running. */
  stop(): void;
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
 *
 * @param client of a worker that trains nothing
 * @param storage where verdicts are kept between visits; it may throw
 */
export function createDiagnosis(
  app: AppStore,
  client: Pick<EngineClient, 'request' | 'listen'>,
  trainings: Pick<Trainings, 'train'>,
  storage: () => KeyValueStorage,
): Diagnosis {
  const store = createStore<DiagnosisState>(() => nothing);
  let running: AbortController | null = null;
  let asked = 0;

  /** What is asked about, where a page that is left in the midst finds it. */
  function note(experiment: Experiment | null): void {
    void loadKept().then(
      ({ noteAsked }) => noteAsked(storage, experiment),
      () => undefined, // what keeps it is not here
    );
  }

  function stop(): void {
    if (store.getState().phase === 'looking') note(null);
    running?.abort();
    running = null;
    if (store.getState().phase === 'looking') store.setState({ phase: 'stopped', progress: null });
  }

  async function look(experiment: Experiment, effort: number, signal: AbortSignal): Promise<void> {
    const runId = `why-${++asked}`;
    note(experiment);
    const ignore = client.listen(runId, {
      trials: answerTrials(runId, { client, trainings, priority: 'idle', signal }),
      diagnosis({ trial, findings, progress }) {
        if (signal.aborted) return;
        const { trials } = store.getState();
        store.setState({
          ...(progress && { progress }),
          ...(findings && { findings }),
          ...(trial && { trials: withTrial(trials, trial) }),
        });
      },
    });
    try {
      const budget = effort * defaultBudget(experiment);
      const verdict = await client.request('diagnose', { runId, experiment, budget }, signal);
      note(null);
      store.setState({ verdict, phase: verdict === null ? 'failed' : 'done', progress: null });
      if (verdict === null) return;
      await loadKept().then(
        ({ keepVerdict }) => keepVerdict(storage, verdict),
        () => undefined, // what keeps verdicts is not here
      );
      await draw(verdict, signal).catch(() => undefined); // without pictures, then
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      note(null);
      store.setState({ phase: 'failed', progress: null });
    } finally {
      ignore();
    }
  }

  async function recall(experiment: Experiment, signal: AbortSignal): Promise<void> {
    const { verdict, cutOff } = await loadKept().then(
      ({ keptVerdict, wasAsked }) => ({
        verdict: keptVerdict(storage, experiment),
        cutOff: wasAsked(storage, experiment),
      }),
      () => ({ verdict: null, cutOff: false }), // the page is offline, and what reads verdicts is not here
    );
    if (signal.aborted) return;
    if (verdict === null) {
      store.setState({ cutOff });
      return look(experiment, 1, signal);
    }
    store.setState({ verdict, phase: 'kept' });
    await draw(verdict, signal).catch(() => undefined); // without pictures, then
  }

  /** Trains what is to be shown beside one another, and asks what it has learnt. */
  async function draw({ experiment, minimal, closest }: Verdict, signal: AbortSignal) {
    const after = minimal[0] ?? closest;
    const shown: readonly (readonly [Picture['is'], Job])[] = [
      ['before', { experiment }],
      ...(after === null
        ? []
        : [['after', { experiment: { ...after.experiment, seed: experiment.seed } }] as const]),
    ];
    // All are waited for at once: of those that are aborted none may be left unheard.
    const results = await Promise.all(
      trainings.train(
        shown.map(([, job]) => job),
        { priority: 'idle', extent: { recordEvery: Infinity }, signal },
      ),
    );
    const pictures: Picture[] = [];
    for (const [i, [is, job]] of shown.entries()) {
      const result = results[i];
      if (result === undefined) continue;
      const step = lastValue(result.records, 'step') || 0;
      const view = await client.request(
        'recall',
        {
          runId: `why-${asked}-${is}`,
          experiment: job.experiment,
          parameters: result.parameters,
          epoch: Math.round(step / stepsPerEpoch(job.experiment)),
          step,
        },
        signal,
      );
      if (view !== null) pictures.push({ is, view });
    }
    if (!signal.aborted) store.setState({ pictures });
  }

  app.subscribe(({ run }) => {
    if (running !== null && (run.phase === 'running' || run.starting)) stop();
  });
  function begin(experiment: Experiment): AbortSignal {
    stop();
    running = new AbortController();
    store.setState({ ...nothing, experiment, phase: 'looking' }, true);
    return running.signal;
  }

  return {
    store,
    open(experiment) {
      const { experiment: shown, verdict } = store.getState();
      if (shown !== experiment || verdict === null) void recall(experiment, begin(experiment));
    },
    start: (experiment, effort = 1) => void look(experiment, effort, begin(experiment)),
    stop,
  };
}

function withTrial(trials: readonly Trial[], trial: Trial): readonly Trial[] {
  const key = JSON.stringify(trial.changes);
  return [...trials.filter(({ changes }) => JSON.stringify(changes) !== key), trial];
}
