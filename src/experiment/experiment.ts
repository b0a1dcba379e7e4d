import { z } from 'zod';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

export const fieldIds = Object.keys(fields) as readonly FieldId[];

export const defaultExperiment = Object.fromEntries(
  fieldIds.map((id) => [id, fields[id].default]),
) as unknown as Experiment;

const object = z.strictObject(
  Object.fromEntries(fieldIds.map((id) => [id, fields[id].schema])) as Record<FieldId, z.ZodType>,
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
        const names =
          issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')];
        return names.map((field) => ({ field, message: issue.message }));
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
  return err(parsed.error.issues.map((issue) => issue.message).join('; '));
}
