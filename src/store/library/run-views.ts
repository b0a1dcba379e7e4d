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

const keptLogs = 200;
const keptViews = 64;

/** Kept runs as charts want them; the latest that were asked for are remembered. */
export class RunViews {
  readonly #library: RunLibrary;
  readonly #client: Pick<EngineClient, 'request'>;

  /** @param client of a worker that trains nothing, so that nothing waits for it; requests take their arrays away */
  constructor(library: RunLibrary, client: Pick<EngineClient, 'request'>) {
    this.#library = library;
    this.#client = client;
  }

  /** The run's curve as it is shown; null where it is gone. The same object as long as the run is the same. */
  readonly log = remembered(keptLogs, async (run): Promise<RunLog | null> => {
    const curve = await this.#library.curve(run.id);
    if (curve === undefined) return null;
    const log = new RunLog();
    log.append(shownRecords(curve.records, run.lossFactor));
    return log;
  });

  /** Data, parameters and answers, recalled by a worker; null where they cannot be any more. */
  readonly view = remembered(keptViews, async (run): Promise<RunView | null> => {
    const curve = await this.#library.curve(run.id);
    if (curve === undefined) return null;
    const { experiment, figures } = run;
    return this.#client.request('recall', {
      runId: run.id,
      experiment,
      parameters: curve.parameters.slice(),
      epoch: figures.epochs,
      step: figures.steps,
    });
  });

  /** What the network of a snapshot answers at other places; null where it cannot be asked. */
  readonly ask = async (
    { runId, experiment }: RunView['header'],
    { parameters, epoch, step }: RunView['snapshot'],
    probe: Probe,
  ): Promise<RunView['snapshot']['predictions'] | null> => {
    const answer = await this.#client.request('recall', {
      runId,
      experiment,
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
  };

  /** What those of an experiment's runs have in common that do not fit; null where all fare alike. */
  async partings(
    runs: readonly StoredRun[],
    fits: (run: StoredRun) => boolean,
  ): Promise<Partings | null> {
    const curves = await Promise.all(runs.map(({ id }) => this.#library.curve(id)));
    return this.#client.request('partings', {
      runs: runs.flatMap((run, i) => {
        const parameters = curves[i]?.parameters.slice();
        return parameters ? [{ experiment: run.experiment, parameters, fits: fits(run) }] : [];
      }),
    });
  }

  /** A trained network as a file, or why there is none. */
  weights({ parameters, ...run }: TrainedRun, format: WeightFormat): Promise<WeightsOutput> {
    return this.#client.request('weights', { ...run, parameters: parameters.slice(), format });
  }

  /** What its inputs tell the network of a snapshot, and what it answers along one of them. */
  readonly explain: Explain = {
    importance: ({ experiment }, { parameters }, output) =>
      this.#client.request('importance', { experiment, parameters: parameters.slice(), output }),
    dependence: ({ experiment }, { parameters }, { point, ...question }) =>
      this.#client.request('dependence', {
        experiment,
        parameters: parameters.slice(),
        ...question,
        point: point.slice(),
      }),
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
