import { type Course, epochsOf } from '#src/engine/contract/course.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { Occasion } from '#src/engine/worker/pacer.ts';
import { keptMoments, type Moment, spread } from '#src/records/moment.ts';

/** The share of the time that moments may take. */
const momentShare = 0.03;

/** Takes a run's parameters at times spread over its length; those that would cost too much time are left out. */
export class MomentTaker {
  readonly #course: Course;
  /** Steps after which one is wanted, ascending: ends of epochs, or anywhere where epochs are few. */
  readonly #wanted: readonly number[];
  readonly #occasion = new Occasion(0, momentShare);
  #taken = 0;

  constructor(course: Course, parameterCount: number) {
    const { stepsPerEpoch, epochs, steps } = course;
    const most = keptMoments(parameterCount);
    this.#course = course;
    this.#wanted =
      epochs < most
        ? spread(steps, most)
        : spread(epochs, most).map((epoch) => epoch * stepsPerEpoch);
  }

  /**
   * The end of the epoch in which the next moment is wanted, in steps; `Infinity`: none is, or training is not to be
   * held up for it.
   *
   * @param isPipelined several calls are under way at once, which a look ends
   */
  next(steps: number, now: number, isPipelined: boolean): number {
    if (isPipelined && !this.#occasion.isDue(now)) return Number.POSITIVE_INFINITY;
    const wanted = this.#wanted.find((step) => step > steps);
    if (wanted === undefined) return Number.POSITIVE_INFINITY;
    const { stepsPerEpoch } = this.#course;
    return Math.ceil(wanted / stepsPerEpoch) * stepsPerEpoch;
  }

  isDue(steps: number, now: number): boolean {
    if (steps <= this.#taken || !this.#occasion.isDue(now)) return false;
    return this.#wanted.some((step) => this.#taken < step && step <= steps);
  }

  async take(trainer: Pick<Trainer, 'parameters'>, steps: number, now: () => number) {
    const start = now();
    const parameters = (await trainer.parameters()).slice();
    this.#taken = steps;
    this.#occasion.done(start, now());
    return { epoch: epochsOf(this.#course, steps), step: steps, parameters } satisfies Moment;
  }

  /** Training goes on after so many steps. */
  rewind(steps: number): void {
    this.#taken = Math.min(this.#taken, steps);
  }
}
