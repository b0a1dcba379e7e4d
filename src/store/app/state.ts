import type { EngineInUse, EngineTimings } from '#src/engine/contract/engine-in-use.ts';
import type { Failure } from '#src/engine/contract/messages.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import { landingPreset } from '#src/experiment/presets.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import type { RunPhase, StopReason } from '#src/records/run-header.ts';
import type { SpeedId } from '#src/store/training/speeds.ts';

/** Everything React draws from, but for curves and predictions: those are in `LiveRun`, outside this state. */
export interface AppState {
  readonly experiment: Experiment;
  /** The preset the experiment was opened from, changed since or not. */
  readonly presetId: string | null;
  /** Changes in a row with the same name here are one step of undo (a slider's drag); null: a step of its own. */
  readonly undoJoin: string | null;
  readonly run: RunStatus;
  readonly page: PageState;
  readonly notices: readonly Notice[];
}

export interface RunStatus {
  /** `opening`: data and engine are being made; `blocked`: the experiment cannot run, `problems` say why. */
  readonly phase: RunPhase | 'opening' | 'blocked';
  /** Training begins as soon as the run is open. */
  readonly starting: boolean;
  readonly problems: readonly Problem[];
  readonly engine: EngineInUse | null;
  /** How fast each engine takes this run's steps; null until it has been measured. */
  readonly timings: EngineTimings | null;
  readonly progress: Progress;
  readonly latest: LatestFigures | null;
  /** Why training ended for good; only where `phase` is `finished`. */
  readonly stopReason: StopReason | null;
  /** What broke; only where `phase` is `failed`. */
  readonly failure: Failure | null;
}

export interface Progress {
  /** Finished epochs. */
  readonly epoch: number;
  /** Optimiser steps taken. */
  readonly step: number;
  readonly totalEpochs: number;
  readonly totalSteps: number;
  /** Seconds of training so far, and an estimate of those left; null: not known yet. */
  readonly seconds: number;
  readonly secondsLeft: number | null;
}

/** The newest value of each figure; evaluated ones may be some epochs older than the running loss. */
export type LatestFigures = Pick<
  EpochRecord,
  'runningLoss' | 'trainLoss' | 'heldOutLoss' | 'trainAccuracy' | 'heldOutAccuracy' | 'learningRate'
>;

export interface PageState {
  /** The settings drawer of narrow screens. */
  readonly drawerOpen: boolean;
  readonly dialog: Dialog | null;
  /** The code that was pasted last. */
  readonly code: string;
  /** A file of a table that was dropped on the page, to be looked at. */
  readonly tableFile: Blob | null;
  /** The card that says why a run ended where it did. */
  readonly whyOpen: boolean;
  /** The card that shows the inside of the network. */
  readonly insideOpen: boolean;
  /** What an experiment that names no engine runs on; remembered between visits. */
  readonly enginePreference: EngineChoiceId;
  /** How fast training to the end goes on. */
  readonly speed: SpeedId;
  /** What was typed and refused, by `draftKey`: the experiment still has the value before it. */
  readonly refusedDrafts: Readonly<Record<string, RefusedFieldDraft>>;
}

export interface RefusedFieldDraft {
  readonly field: FieldId;
  readonly text: string;
  readonly error: string;
  /** The field's value it was typed over; it is void as soon as the field has another. */
  readonly over: unknown;
}

/** What lies over the page, one thing at a time. */
export type Dialog = 'presets' | 'share' | 'help' | 'code' | 'table' | RunsDialog;

/** A dialog about kept runs. */
export type RunsDialog =
  /** A kept run is looked at. */
  | {
      readonly kind: 'run';
      readonly id: string;
      /** It is opened for its name, colour and notes. */
      readonly labelling: boolean;
    }
  /** The result of runs that differ in the seed only is shared. */
  | { readonly kind: 'claim'; readonly ids: readonly string[] }
  /** A report of runs is written. */
  | { readonly kind: 'report'; readonly ids: readonly string[] };

export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  /** One line each. */
  readonly lines: readonly string[];
}

const noProgress: Progress = {
  epoch: 0,
  step: 0,
  totalEpochs: 0,
  totalSteps: 0,
  seconds: 0,
  secondsLeft: null,
};

export const openingRun: RunStatus = {
  phase: 'opening',
  starting: false,
  problems: [],
  engine: null,
  timings: null,
  progress: noProgress,
  latest: null,
  stopReason: null,
  failure: null,
};

export const initialState: AppState = {
  experiment: landingPreset.experiment,
  presetId: landingPreset.id,
  undoJoin: null,
  run: openingRun,
  page: {
    drawerOpen: false,
    dialog: null,
    code: '',
    tableFile: null,
    whyOpen: false,
    insideOpen: false,
    enginePreference: 'any',
    speed: 'full',
    refusedDrafts: {},
  },
  notices: [],
};

/** Training has begun and is not under way: it may have broken down before its first step counted. */
export function restsAfterTraining({ run }: Pick<AppState, 'run'>): boolean {
  const begun = run.phase === 'finished' || (run.phase === 'paused' && run.progress.step > 0);
  return begun && !run.starting;
}
