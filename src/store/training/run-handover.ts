import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { copyRows } from '#src/records/record-table.ts';
import type { StopReason } from '#src/records/run-header.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import type { RunKeeper } from '#src/store/training/run-keeper.ts';

/** Hands the run on show over to be kept: the epochs up to the latest picture of its parameters. */
export interface RunHandover {
  /** A run of this experiment is at epoch 0. */
  begin(runId: string, experiment: Experiment): void;
  /** The same run is at epoch 0 once more. */
  beginAgain(): void;
  /** The run has ended, or (null) is left; after that nothing more of it is handed over. */
  end(stopped: StopReason | null): void;
  /** The run goes on, but the page may not: what is new is made safe. */
  save(): void;
}

/** @param engine that the run on show computes on; null while it is being chosen */
export function createRunHandover(
  live: LiveRun,
  engine: () => EngineInUse | null,
  keeper: RunKeeper,
): RunHandover {
  let current: { readonly runId: string; readonly experiment: Experiment } | null = null;
  let ended = false;
  let savedEpochs = 0;

  function beginAgain() {
    ended = false;
    savedEpochs = 0;
  }

  /** @param least epochs that are worth the trouble */
  function handOver(least: number, stopped: StopReason | null, take: RunKeeper['keep']): void {
    const { header, snapshot, log } = live;
    const inUse = engine();
    if (current === null || ended || header?.runId !== current.runId) return;
    if (snapshot === null || inUse === null) return;
    const epochs = Math.min(log.length, snapshot.epoch);
    if (epochs < least) return;
    savedEpochs = epochs;
    take({
      experiment: current.experiment,
      header,
      engine: inUse,
      epochs,
      records: () => copyRows(log, epochs),
      parameters: snapshot.parameters,
      stopped,
    });
  }

  return {
    begin(runId, experiment) {
      current = { runId, experiment };
      beginAgain();
    },
    beginAgain,
    end(stopped) {
      handOver(stopped === null ? 1 : 0, stopped, keeper.keep);
      ended = true;
    },
    save() {
      handOver(savedEpochs + 1, null, keeper.save);
    },
  };
}
