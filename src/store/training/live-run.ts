import { differingFields } from '#src/experiment/differences.ts';
import { type Experiment, fieldsIn } from '#src/experiment/fields.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import { shownLoss, shownRecords } from '#src/records/loss-unit.ts';
import type { Moment } from '#src/records/moment.ts';
import { lastValue, type RecordTable } from '#src/records/record-table.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { RunLog } from '#src/records/run-log.ts';
import type { LatestFigures } from '#src/store/app/state.ts';

/** Where training stands, inside an epoch as well. */
export interface Position {
  /** Finished epochs. */
  readonly epoch: number;
  readonly step: number;
  readonly seconds: number;
}

/** A run that was on show, with its records as they were shown. */
export interface RunBefore {
  readonly header: RunHeader;
  readonly log: RunLog;
  /** As it was shown last. */
  readonly snapshot: Snapshot | null;
}

const start: Position = { epoch: 0, step: 0, seconds: 0 };

const nothingYet: LatestFigures = {
  runningLoss: Number.NaN,
  trainLoss: Number.NaN,
  heldOutLoss: Number.NaN,
  trainAccuracy: Number.NaN,
  heldOutAccuracy: Number.NaN,
  learningRate: Number.NaN,
};

/**
 * The fast data of the run on show: curves and predictions, which grow and change too often for React state. Written by
 * the run controller alone; charts subscribe and read.
 */
export class LiveRun {
  /** Records as they were measured. */
  readonly records = new RunLog();
  /** Their losses in the reader's units, where these are others. */
  readonly #converted = new RunLog();
  #header: RunHeader | null = null;
  #snapshot: Snapshot | null = null;
  #moments: readonly Moment[] = [];
  #before: RunBefore | null = null;
  #position = start;
  #latest = nothingYet;
  readonly #listeners = new Set<() => void>();

  get header(): RunHeader | null {
    return this.#header;
  }

  /** Records as they are shown: of the run on show the same object throughout. */
  get log(): RunLog {
    return (this.#header?.lossFactor ?? 1) === 1 ? this.records : this.#converted;
  }

  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  /** Parameters while it trained, by ascending steps. */
  get moments(): readonly Moment[] {
    return this.#moments;
  }

  /** The last run with an epoch to show before the one on show, where both learn the same target. */
  get before(): RunBefore | null {
    return this.#before;
  }

  get position(): Position {
    return this.#position;
  }

  /** The newest measured value of each figure, of an unfinished epoch too; NaN where none has been measured. */
  get latest(): LatestFigures {
    return this.#latest;
  }

  /** Another run is on show from now on, at epoch 0. */
  begin(header: RunHeader): void {
    this.#setAside();
    const isOther =
      this.#before && !haveOneTarget(this.#before.header.experiment, header.experiment);
    if (isOther) this.#before = null;
    this.#header = header;
    this.#snapshot = null;
    this.restart();
  }

  /** The run goes on by another experiment, which is the same so far. */
  follow(experiment: Experiment): void {
    if (this.#header === null) return;
    const { phaseSwitches } = curveHeader(experiment);
    this.#header = { ...this.#header, experiment, phaseSwitches };
    this.#changed();
  }

  /** The same run is back at epoch 0. */
  restart(): void {
    this.#position = start;
    this.#latest = nothingYet;
    this.#moments = [];
    this.records.clear();
    this.#converted.clear();
    this.#changed();
  }

  /** No run is on show. */
  clear(): void {
    this.#setAside();
    this.#header = null;
    this.#snapshot = null;
    this.restart();
  }

  show(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    if (snapshot.step === 0) this.keep(snapshot);
    else this.#changed();
  }

  /** Takes a moment in; those of the same step and of later ones are void. */
  keep({ epoch, step, parameters }: Moment): void {
    const before = this.#moments.filter((other) => other.step < step);
    this.#moments = [...before, { epoch, step, parameters }];
    this.#changed();
  }

  /** Takes records of finished epochs in, from index `from` on. */
  record(from: number, records: RecordTable): void {
    const shown = shownRecords(records, this.#header?.lossFactor ?? null);
    this.records.append(records, from);
    if (shown !== records) this.#converted.append(shown, from);
    this.#latest = newest(this.#latest, shown);
    const last = (name: keyof Position) => this.records.column(name).at(-1) ?? 0;
    this.#position = { epoch: last('epoch'), step: last('step'), seconds: last('seconds') };
  }

  /** Training stands somewhere inside an epoch. @param runningLoss of it as far as it has come, as measured; NaN: none */
  move(position: Position, runningLoss: number): void {
    this.#position = position;
    if (Number.isNaN(runningLoss)) return;
    const shown = shownLoss(runningLoss, this.#header?.lossFactor ?? null);
    this.#latest = { ...this.#latest, runningLoss: shown };
  }

  /** Calls `listener` when header, snapshot or moments change; the log has listeners of its own. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The run on show becomes the one before, unless there is nothing to see of it. */
  #setAside(): void {
    if (this.#header === null || this.log.length === 0) return;
    const log = new RunLog();
    log.append(this.log);
    this.#before = { header: this.#header, log, snapshot: this.#snapshot };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function haveOneTarget(a: Experiment, b: Experiment): boolean {
  const ofTarget = fieldsIn('target');
  return differingFields([a, b]).every((field) => !ofTarget.includes(field));
}

function newest(before: LatestFigures, records: RecordTable): LatestFigures {
  const pick = (name: keyof LatestFigures) => {
    const value = lastValue(records, name);
    return Number.isNaN(value) ? before[name] : value;
  };
  return {
    runningLoss: pick('runningLoss'),
    trainLoss: pick('trainLoss'),
    heldOutLoss: pick('heldOutLoss'),
    trainAccuracy: pick('trainAccuracy'),
    heldOutAccuracy: pick('heldOutAccuracy'),
    learningRate: pick('learningRate'),
  };
}
