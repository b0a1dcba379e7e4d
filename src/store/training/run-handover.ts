import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { copyRows, lastEpoch, rowsUntil } from '#src/records/record-table.ts';
import type { StopReason } from '#src/records/run-header.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import type { RunKeeper } from '#src/store/training/run-keeper.ts';

type Keeper = Pick<RunKeeper, 'keep' | 'save' | 'follow'>;

/** Seconds from a run's beginning to its first save, and between two at the most; each gap is twice the one before. */
const gaps = { first: 1, longest: 8 } as const;

/** Hands the run on show over to be kept: the epochs up to the latest snapshot of its parameters. */
export class RunHandover {
  readonly #live: LiveRun;
  readonly #engine: () => EngineInUse | null;
  readonly #keeper: Keeper;
  #current: {
    readonly runId: string;
    readonly experiment: Experiment;
    readonly editedStart: boolean;
  } | null = null;
  #ended = false;
  #savedEpochs = 0;
  #gap: number = gaps.first;
  #secondsSinceSave = 0;

  /** @param engine that the run on show computes on; null while it is being chosen */
  constructor(live: LiveRun, engine: () => EngineInUse | null, keeper: Keeper) {
    this.#live = live;
    this.#engine = engine;
    this.#keeper = keeper;
  }

  /** A run of this experiment is at epoch 0. @param editedStart with other parameters than the experiment draws */
  begin(runId: string, experiment: Experiment, editedStart: boolean): void {
    this.#current = { runId, experiment, editedStart };
    this.beginAgain();
  }

  /** The run under way goes on by another experiment, which is the same so far. */
  follow(experiment: Experiment): void {
    if (this.#current === null) return;
    this.#keeper.follow(this.#current.experiment, experiment);
    this.#current = { ...this.#current, experiment };
  }

  /** The same run is at epoch 0 once more. */
  beginAgain(): void {
    this.#ended = false;
    this.#savedEpochs = 0;
    this.#gap = gaps.first;
    this.#secondsSinceSave = 0;
  }

  /** The run has ended, or (null) is left; after that nothing more of it is handed over. */
  end(stopped: StopReason | null): void {
    this.#handOver(stopped === null ? 1 : 0, stopped, 'keep');
    this.#ended = true;
  }

  /** The run goes on, but the page may not: what is new is made safe. */
  save(): void {
    if (!this.#handOver(this.#savedEpochs + 1, null, 'save')) return;
    this.#gap = Math.min(2 * this.#gap, gaps.longest);
    this.#secondsSinceSave = 0;
  }

  /** A second has passed: saves a young run soon, one that grows old at growing gaps. */
  tick(): void {
    this.#secondsSinceSave++;
    if (this.#secondsSinceSave >= this.#gap) this.save();
  }

  /** @param least epochs that are worth the trouble @returns whether there were so many */
  #handOver(least: number, stopped: StopReason | null, how: 'keep' | 'save'): boolean {
    const { header, snapshot, records } = this.#live;
    const engine = this.#engine();
    if (this.#current === null || this.#ended || header?.runId !== this.#current.runId)
      return false;
    if (snapshot === null || engine === null) return false;
    const epochs = Math.min(lastEpoch(records), snapshot.epoch);
    if (epochs < least) return false;
    this.#savedEpochs = epochs;
    this.#keeper[how]({
      experiment: this.#current.experiment,
      editedStart: this.#current.editedStart,
      header,
      engine,
      epochs,
      records: () => copyRows(records, rowsUntil(records, epochs)),
      parameters: snapshot.parameters,
      stopped,
    });
    return true;
  }
}
