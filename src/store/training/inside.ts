import type {
  FirstBatchOutput,
  InspectInput,
  UnitMapsInput,
  UnitMapsOutput,
} from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import { newestOnly } from '#src/lib/newest.ts';
import type { Inspection } from '#src/records/inside.ts';
import { rowsUntil } from '#src/records/record-table.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import type { MomentPlayer } from '#src/store/training/moment-player.ts';

/** What was found inside the network of a snapshot. */
export interface Look {
  readonly snapshot: Snapshot;
  /** The learning rate at that time. */
  readonly learningRate: number;
  /** Null: its parameters are not finite. */
  readonly found: Inspection | null;
}

/**
 * Looks into the network that charts show, while the card that shows it is open: in a worker that trains nothing, and not
 * while the latest state changes all the time.
 */
export class Inside {
  readonly #app: AppStore;
  readonly #live: LiveRun;
  readonly #moments: MomentPlayer;
  readonly #client: Pick<EngineClient, 'request'>;
  readonly #listeners = new Set<() => void>();
  #look: Look | null = null;
  #asked: { readonly snapshot: Snapshot; readonly withCurvature: boolean } | null = null;

  constructor(
    app: AppStore,
    live: LiveRun,
    moments: MomentPlayer,
    client: Pick<EngineClient, 'request'>,
  ) {
    this.#app = app;
    this.#live = live;
    this.#moments = moments;
    this.#client = client;
    moments.subscribe(() => this.#update());
    app.subscribe(({ page, run }, before) => {
      if (page.insideOpen !== before.page.insideOpen || run.phase !== before.run.phase)
        this.#update();
    });
  }

  /** The latest; null: the card is closed, or nothing has been found yet. */
  get look(): Look | null {
    return this.#look;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What units compute at the parameters of a snapshot of the run on show. */
  async maps(
    { parameters }: Snapshot,
    input: Omit<UnitMapsInput, 'experiment' | 'parameters'>,
  ): Promise<UnitMapsOutput> {
    const { header } = this.#live;
    if (header === null) return null;
    const { experiment } = header;
    return this.#client.request('unitMaps', {
      ...input,
      experiment,
      parameters: parameters.slice(),
    });
  }

  /** The first step of the run on show, from what it began with. */
  firstBatch({ experiment }: Pick<RunHeader, 'experiment'>): Promise<FirstBatchOutput> {
    const [first] = this.#live.moments;
    const start = first?.step === 0 ? { start: first.parameters.slice() } : {};
    return this.#client.request('firstBatch', { experiment, ...start });
  }

  #update(): void {
    const { page, run } = this.#app.getState();
    const { snapshot, speed, chosen } = this.#moments;
    if (!page.insideOpen || snapshot === null) return this.#show(null);
    if (run.phase === 'running' && chosen === null) return;
    // Of what is played, each state is in view too short for its curvature.
    const withCurvature = speed === null;
    const { header } = this.#live;
    if (this.#asked?.snapshot === snapshot && this.#asked.withCurvature === withCurvature) return;
    if (header === null) return;
    this.#asked = { snapshot, withCurvature };
    this.#inspect({ header, snapshot, withCurvature });
  }

  readonly #inspect = newestOnly(
    async ({
      header,
      snapshot,
      withCurvature,
    }: Pick<InspectInput, 'withCurvature'> & {
      readonly header: RunHeader;
      readonly snapshot: Snapshot;
    }) => {
      const { experiment, stepsPerEpoch } = header;
      const { log } = this.#live;
      const row = rowsUntil(log, Math.ceil(snapshot.step / stepsPerEpoch)) - 1;
      const learningRate = log.column('learningRate')[row] ?? experiment.learningRate;
      const input = { experiment: { ...experiment, learningRate }, withCurvature };
      // The request takes its arrays away. Where the worker is gone, what was found stays.
      await this.#client
        .request('inspect', { ...input, parameters: snapshot.parameters.slice() })
        .then(
          (found) => {
            if (this.#asked !== null) this.#show({ snapshot, learningRate, found });
          },
          () => undefined,
        );
    },
  );

  #show(look: Look | null): void {
    if (look === null) this.#asked = null;
    if (look === this.#look) return;
    this.#look = look;
    for (const listener of this.#listeners) listener();
  }
}
