import { type PreparedData, prepareData } from '#src/data/prepare.ts';
import { type Experiment, fieldsIn } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';

type Answer = Result<PreparedData, readonly Problem[]>;

/** Experiments whose data are remembered, and numbers in them, at the most. */
const most = { experiments: 48, numbers: 4e6 } as const;

/**
 * Remembers the data of the last experiments: those that differ in network and training only share theirs, probe included.
 * What could not be made is tried again: its table may have come since.
 */
export class PreparedSets {
  readonly #known = new Map<string, Promise<Answer>>();
  #numbers = 0;

  /** As `prepareData`. */
  get(experiment: Experiment): Promise<Answer> {
    const key = keyOf(experiment);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = prepareData(experiment);
    this.#known.set(key, made);
    void made.then(
      (answer) => (answer.ok ? this.#count(answer.value) : this.#known.delete(key)),
      () => this.#known.delete(key),
    );
    return made;
  }

  #count(data: PreparedData): void {
    this.#numbers += sizeOf(data);
    if (this.#known.size <= most.experiments && this.#numbers <= most.numbers) return;
    this.#known.clear();
    this.#numbers = 0;
  }
}

function sizeOf({ train, heldOut }: PreparedData): number {
  return [train, heldOut].reduce(
    (sum, { data, points }) => sum + data.inputs.length + data.targets.length + 2 * points.x.length,
    0,
  );
}

/** All that data depend on. */
function keyOf(experiment: Experiment): string {
  const { loss, huberDelta, labelShape, reduce, batchSize, dataSeed, seed } = experiment;
  const { classWeighting, classWeights } = experiment;
  return JSON.stringify([
    ...(['target', 'data', 'inputs'] as const).flatMap((group) =>
      fieldsIn(group).map((id) => experiment[id]),
    ),
    loss,
    huberDelta,
    labelShape,
    reduce,
    classWeighting,
    classWeights,
    batchSize,
    dataSeed ?? seed,
  ]);
}
