import { type PreparedData, prepareData } from '#src/data/prepare.ts';
import { type Experiment, type FieldId, fieldsIn } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';

type Answer = Result<PreparedData, readonly Problem[]>;

/** Experiments whose data are remembered, and numbers in them, at the most. */
const most = { experiments: 48, numbers: 4e6 } as const;

/**
 * Remembers the data of the last experiments: those that differ in network and training only share theirs.
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

/** Fields of the groups below that data do not depend on. */
const ofTraining: readonly FieldId[] = ['labelShape', 'reduce', 'summedLoss', 'l1', 'l2'];

const ofData = (['target', 'data', 'inputs', 'loss'] as const)
  .flatMap(fieldsIn)
  .filter((id) => !ofTraining.includes(id));

/** All that data depend on. */
function keyOf(experiment: Experiment): string {
  const { dataSeed, seed } = experiment;
  return JSON.stringify([...ofData.map((id) => experiment[id]), dataSeed ?? seed]);
}
