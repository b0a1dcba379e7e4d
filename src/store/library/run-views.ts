import type { Probe } from '#src/data/probe.ts';
import type { Partings } from '#src/doctor/contract.ts';
import type { RecallOutput, WeightsOutput } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import type { Explain } from '#src/records/explain.ts';
import { shownRecords } from '#src/records/loss-unit.ts';
import { RunLog } from '#src/records/run-log.ts';
import type { TrainedRun, WeightFormat } from '#src/records/trained-weights.ts';
import type { RunLibrary } from '#src/store/library/run-library.ts';

/** What a kept run looks like: what charts show beside its curve. */
export type RunView = NonNullable<RecallOutput>;

/** Kept runs as charts want them. */
export interface RunViews {
  /** The run's curve as it is shown; null where it is gone. The same object as long as the run is the same. */
  log(run: StoredRun): Promise<RunLog | null>;
  /** Data, parameters and answers, recalled by a worker; null where they cannot be any more. */
  view(run: StoredRun): Promise<RunView | null>;
  /** What the network of a snapshot answers at other places; null where it cannot be asked. */
  ask(
    header: RunView['header'],
    snapshot: RunView['snapshot'],
    probe: Probe,
  ): Promise<RunView['snapshot']['predictions'] | null>;
  /** What those of an experiment's runs have in common that do not fit; null where all fare alike. */
  partings(runs: readonly StoredRun[], fits: (run: StoredRun) => boolean): Promise<Partings | null>;
  /** A trained network as a file, or why there is none. */
  weights(run: TrainedRun, format: WeightFormat): Promise<WeightsOutput>;
  /** What its inputs tell the network of a snapshot, and what it answers along one of them. */
  readonly explain: Explain;
}

const keptLogs = 200;
const keptViews = 64;

/** @param client of a worker that trains nothing, so that nothing waits for it */
export function createRunViews(
  library: RunLibrary,
  client: Pick<EngineClient, 'request'>,
): RunViews {
  return {
    log: remembered(keptLogs, async (run) => {
      const curve = await library.curve(run.id);
      if (curve === undefined) return null;
      const log = new RunLog();
      log.append(shownRecords(curve.records, run.lossFactor));
      return log;
    }),
    view: remembered(keptViews, async (run) => {
      const curve = await library.curve(run.id);
      if (curve === undefined) return null;
      const { experiment, figures } = run;
      return client.request('recall', {
        runId: run.id,
        experiment,
        parameters: curve.parameters.slice(), // the request takes them away
        epoch: figures.epochs,
        step: figures.steps,
      });
    }),
    async ask({ runId, experiment }, { parameters, epoch, step }, probe) {
      const answer = await client.request('recall', {
        runId,
        experiment,
        // The request takes its arrays away.
        parameters: parameters.slice(),
        epoch,
        step,
        probe: {
          ...probe,
          positions: probe.positions.map((p) => p.slice()),
          held: probe.held.slice(),
        },
      });
      return answer && answer.snapshot.predictions;
    },
    async partings(runs, fits) {
      const curves = await Promise.all(runs.map(({ id }) => library.curve(id)));
      return client.request('partings', {
        runs: runs.flatMap((run, i) => {
          const parameters = curves[i]?.parameters.slice(); // the request takes them away
          return parameters ? [{ experiment: run.experiment, parameters, fits: fits(run) }] : [];
        }),
      });
    },
    // The request takes its arrays away.
    weights: ({ parameters, ...run }, format) =>
      client.request('weights', { ...run, parameters: parameters.slice(), format }),
    explain: {
      importance: ({ experiment }, { parameters }, output) =>
        client.request('importance', { experiment, parameters: parameters.slice(), output }),
      dependence: ({ experiment }, { parameters }, { point, ...question }) =>
        client.request('dependence', {
          experiment,
          parameters: parameters.slice(),
          ...question,
          point: point.slice(),
        }),
    },
  };
}

/** Remembers the latest answers; a run that was trained further is another one, and what failed or was not there is tried again. */
function remembered<T>(
  limit: number,
  find: (run: StoredRun) => Promise<T>,
): (run: StoredRun) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (run) => {
    const key = `${run.id} ${run.figures.epochs}`;
    const answer = known.get(key) ?? find(run);
    known.delete(key);
    known.set(key, answer);
    const forget = () => known.delete(key);
    answer.then((found) => found === null && forget(), forget);
    for (const oldest of known.keys()) {
      if (known.size <= limit) break;
      known.delete(oldest);
    }
    return answer;
  };
}
