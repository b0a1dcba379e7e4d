import type { Moment } from '#src/records/moment.ts';
import type { MomentPlayer } from '#src/store/training/moment-player.ts';

/** [parameterCount] */
type Shown = Pick<Moment, 'parameters'>;

interface Setting {
  readonly index: number;
  readonly value: number;
}

interface Edit {
  readonly index: number;
  readonly before: number;
}

/** Changes that a reader makes to single weights and biases of the network that charts show, until another is shown. */
export class WeightEdits {
  readonly #moments: MomentPlayer;
  /** What was shown before the first edit; null: the latest. */
  #origin: Moment | null = null;
  #lossBefore = Number.NaN;
  #edits: readonly Edit[] = [];

  constructor(moments: MomentPlayer) {
    this.#moments = moments;
    moments.subscribe(() => {
      if (!moments.isEdited) this.#edits = [];
    });
  }

  /** Edits that can be undone. */
  get count(): number {
    return this.#edits.length;
  }

  /** The loss before the first of them; NaN: there is none. */
  get lossBefore(): number {
    return this.#edits.length === 0 ? Number.NaN : this.#lossBefore;
  }

  /** @param shown the network as it is shown @param loss its loss */
  set({ parameters }: Shown, loss: number, { index, value }: Setting): void {
    const before = parameters[index];
    if (before === undefined || before === Math.fround(value)) return;
    if (this.#edits.length === 0) {
      this.#origin = this.#moments.chosen;
      this.#lossBefore = loss;
    }
    this.#edits = [...this.#edits, { index, before }];
    this.#show(parameters, index, value);
  }

  /** Takes the last edit back; the first one gives way to what was shown before it. */
  undo({ parameters }: Shown): void {
    const last = this.#edits.at(-1);
    if (last === undefined) return;
    if (this.#edits.length === 1) return this.discard();
    this.#edits = this.#edits.slice(0, -1);
    this.#show(parameters, last.index, last.before);
  }

  /** Shows again what was shown before the first edit. */
  discard(): void {
    this.#moments.showMoment(this.#origin);
  }

  #show(parameters: Float32Array, index: number, value: number): void {
    const edited = parameters.slice();
    edited[index] = value;
    this.#moments.showEdited(edited);
  }
}
