import * as z from 'zod/mini';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/experiment.ts';

export const fieldIds = Object.keys(fields) as readonly FieldId[];

const object = z.strictObject(
  Object.fromEntries(fieldIds.map((id) => [id, fields[id].schema])) as Record<
    FieldId,
    z.ZodMiniType
  >,
);

/**
 * Checks a complete experiment from anywhere: every field by its schema, then what fields demand of one another.
 *
 * @returns the experiment, or every problem with the field it is about
 */
export function parseExperiment(candidate: unknown): Result<Experiment, readonly Problem[]> {
  const parsed = object.safeParse(candidate);
  if (!parsed.success) {
    return err(
      parsed.error.issues.flatMap((issue): Problem[] => {
        const [first = 'experiment', ...place] = issue.path;
        const field = String(first);
        if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
          return issue.keys.map((key) => ({ field: key, message: words.isNotKnown }));
        return [{ field, message: placed(field, issue.message, place) }];
      }),
    );
  }
  const experiment = parsed.data as Experiment;
  const problems = relationProblems(experiment);
  return problems.length > 0 ? err(problems) : ok(experiment);
}

/** Checks one field's value by itself. */
export function parseField<Id extends FieldId>(id: Id, candidate: unknown): Result<Experiment[Id]> {
  const parsed = fields[id].schema.safeParse(candidate);
  if (parsed.success) return ok(parsed.data as Experiment[Id]);
  const said = parsed.error.issues.map(({ message, path }) => placed(id, message, path));
  return err([...new Set(said)].join('; '));
}

/** What is wrong with one of several: "item 2: …"; both ends of a domain have the same limits. */
function placed(field: string, message: string, [item]: readonly PropertyKey[]): string {
  return typeof item === 'number' && field !== ('domain' satisfies FieldId)
    ? words.item(item + 1, message)
    : message;
}
