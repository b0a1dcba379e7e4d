import { causeOf } from '#src/doctor/causes/causes.ts';
import {
  type CauseId,
  type Change,
  causeIds,
  type DataFacts,
  type Finding,
} from '#src/doctor/contract.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';

/** Changes, and what they are to remove. */
export interface Candidate {
  readonly causes: readonly CauseId[];
  readonly changes: Change;
  readonly experiment: Experiment;
  /** Something speaks for it. */
  readonly suspected: boolean;
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
    for (const changes of causeOf(id).remedies(experiment, data)) {
      const after = changed(experiment, changes);
      if (after === null) continue;
      const key = JSON.stringify(after);
      const known = candidates.get(key);
      candidates.set(key, {
        causes: [...(known?.causes ?? []), id],
        changes: known?.changes ?? changes,
        experiment: after,
        suspected: known?.suspected === true || suspected.includes(id),
      });
    }
  }
  return [...candidates.values()];
}

/** Two sets of changes as one; null where both change the same field, or nothing new comes of it. */
export function joined(
  base: Experiment,
  a: Pick<Candidate, 'causes' | 'changes'>,
  b: Candidate,
): Candidate | null {
  if (Object.keys(b.changes).some((field) => Object.hasOwn(a.changes, field))) return null;
  const changes = { ...a.changes, ...b.changes };
  const experiment = changed(base, changes);
  if (experiment === null) return null;
  return { causes: [...a.causes, ...b.causes], changes, experiment, suspected: b.suspected };
}
