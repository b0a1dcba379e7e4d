import { causeOf } from '#src/doctor/causes/causes.ts';
import {
  type Change,
  causeIds,
  type DataFacts,
  type Finding,
  type Trial,
} from '#src/doctor/contract.ts';
import { both, changesBy, type Remedy } from '#src/doctor/remedy.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';

/** An experiment with changes, and what they are to remove. */
export type Attempt = Pick<Trial, 'causes' | 'changes' | 'experiment'>;

/** What may be tried. */
export interface Candidate extends Attempt {
  readonly remedy: Remedy;
  /** Something speaks for it. */
  readonly suspected: boolean;
  /** The single changes that it joins; empty: it is one. */
  readonly parts: readonly Candidate[];
  /** The experiment with the dose before; null: it is the first, or none. */
  readonly gentler: Experiment | null;
  /** It is tried only where the dose before helps and does not fit. */
  readonly isSpare: boolean;
}

/** An experiment with changes; null: they change nothing, or what comes of it cannot run. */
export function changed(experiment: Experiment, changes: Change): Experiment | null {
  const parsed = parseExperiment({ ...experiment, ...changes });
  if (!parsed.ok) return null;
  const ids = Object.keys(changes) as FieldId[];
  const isSame = ids.every((id) => JSON.stringify(changes[id]) === JSON.stringify(experiment[id]));
  return isSame ? null : parsed.value;
}

/** What may be tried on an experiment, what is suspected first; a change that several causes ask for is one. */
export function candidatesFor(
  experiment: Experiment,
  findings: readonly Finding[],
  data: DataFacts,
): readonly Candidate[] {
  const suspected = findings.map(({ id }) => id);
  const others = causeIds.filter((id) => !suspected.includes(id) && causeOf(id).common);
  const candidates = new Map<string, Candidate>();
  for (const id of [...suspected, ...others]) {
    const cause = causeOf(id);
    let before: Experiment | null = null;
    for (const [i, remedy] of cause.remedies(experiment, data).entries()) {
      const changes = changesBy(experiment, remedy);
      const after = changed(experiment, changes);
      if (after === null) continue;
      const key = JSON.stringify(after);
      const known = candidates.get(key);
      candidates.set(key, {
        causes: [...(known?.causes ?? []), id],
        remedy: known?.remedy ?? remedy,
        changes: known?.changes ?? changes,
        experiment: known?.experiment ?? after,
        suspected: known?.suspected === true || suspected.includes(id),
        parts: [],
        gentler: cause.doses === undefined || known?.gentler === null ? null : before,
        isSpare: i >= (cause.doses ?? Infinity) && known?.isSpare !== false,
      });
      before = known?.experiment ?? after;
    }
  }
  return [...candidates.values()];
}

/** Candidates for the same experiment as one; null where two decide the same thing, or one alone comes to the same. */
export function joined(base: Experiment, candidates: readonly Candidate[]): Candidate | null {
  const parts = candidates.flatMap((one) => (one.parts.length > 0 ? one.parts : [one]));
  const remedy = parts.reduce<Remedy | null>((sum, one) => sum && both(sum, one.remedy), {});
  const changes = remedy && changesBy(base, remedy);
  const experiment = changes && changed(base, changes);
  if (remedy === null || changes === null || experiment === null) return null;
  const key = JSON.stringify(experiment);
  if (parts.length > 1 && parts.some((one) => JSON.stringify(one.experiment) === key)) return null;
  return {
    causes: parts.flatMap(({ causes }) => causes),
    remedy,
    changes,
    experiment,
    suspected: parts.some(({ suspected }) => suspected),
    parts,
    gentler: null,
    isSpare: false,
  };
}
