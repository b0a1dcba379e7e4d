import type { ScheduleId } from '#src/experiment/ids.ts';

export interface Schedule {
  readonly id: ScheduleId;
  /** Multiplier of `step`, `exponential` (a epoch) and `plateau`. */
  readonly factor: number;
  /** Epochs between drops (`step`), or epochs without improvement before one (`plateau`). */
  readonly every: number;
  /** Epochs of linear warm-up (`cosine`), rising phase as a number of epochs (`one_cycle`). */
  readonly warmup: number;
  /** The rate at the end as a fraction of the base rate (`cosine`, `one_cycle`), and the floor of `plateau`. */
  readonly floor: number;
}

/** Where one-cycle starts, as a share of its peak: `torch.optim.lr_scheduler.OneCycleLR`'s div_factor of 25. */
const oneCycleStart = 1 / 25;

type Curve = (schedule: Schedule, time: number, epochs: number) => number;

const curves = {
  constant: () => 1,
  step: ({ factor, every }, time) => factor ** Math.floor(time / every),
  exponential: ({ factor }, time) => factor ** time,
  cosine: ({ warmup, floor }, time, epochs) =>
    time < warmup ? time / warmup : halfCosine(1, floor, (time - warmup) / (epochs - warmup)),
  one_cycle: ({ warmup, floor }, time, epochs) =>
    time < warmup
      ? halfCosine(oneCycleStart, 1, time / warmup)
      : halfCosine(1, floor, (time - warmup) / (epochs - warmup)),
  plateau: () => 1,
} as const satisfies Record<ScheduleId, Curve>;

/**
 * The learning rate as a share of its base value. `plateau` depends on the run and not on time alone: its share is
 * `PlateauState.share`, and 1 here.
 *
 * @param time epochs since the start, fractional inside an epoch; 0 ≤ time < epochs
 */
export function scheduleShare(schedule: Schedule, time: number, epochs: number): number {
  return curves[schedule.id](schedule, time, epochs);
}

/** From `from` at u = 0 to `to` at u = 1 along half a cosine. */
function halfCosine(from: number, to: number, u: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * u))) / 2;
}

/** Reduce-on-plateau between two evaluations. */
export interface PlateauState {
  /** Present learning rate as a share of its base value. */
  readonly share: number;
  readonly best: number;
  /** Epoch of the best loss, or of the last drop if that is later. */
  readonly since: number;
}

export const plateauStart: PlateauState = { share: 1, best: Number.POSITIVE_INFINITY, since: 0 };

/** An improvement counts when it is more than this share of the best loss (PyTorch's default). */
const plateauThreshold = 1e-4;

/**
 * Takes notice of a loss, the held-out one where there is one: `every` epochs without an improvement multiply the rate by `factor`, down to
 * `floor`. Epochs are counted, not evaluations, so that evaluating less often moves a drop by no more than the gap
 * between two evaluations. NaN is no improvement.
 */
export function plateauAfter(
  state: PlateauState,
  { factor, every, floor }: Schedule,
  epoch: number,
  loss: number,
): PlateauState {
  if (loss < state.best * (1 - plateauThreshold)) {
    return { ...state, best: loss, since: epoch };
  }
  if (epoch - state.since < every) return state;
  return { ...state, share: Math.max(floor, state.share * factor), since: epoch };
}
