import { z } from 'zod';
import { parseExperiment } from '#src/experiment/experiment.ts';
import { engineIds } from '#src/experiment/ids.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { positional, tableOf } from '#src/library/positional-records.ts';
import { type RunCurve, runFigures, type StoredRun } from '#src/library/stored-run.ts';
import type { RecordTable } from '#src/records/record-table.ts';

/** A run with its arrays: what an archive holds a list of. */
export interface ArchivedRun {
  readonly run: StoredRun;
  readonly curve: RunCurve;
}

const version = 1;
export const archiveLimits = { bytes: 200e6, runs: 5000, text: 10_000 } as const;

/** All runs as one JSON text; numbers that JSON lacks (NaN, ±∞) are written as null and words. */
export function writeArchive(runs: readonly ArchivedRun[]): string {
  return JSON.stringify({
    fitscopeRuns: version,
    runs: runs.map(({ run, curve }) => {
      const { figures: _, ...rest } = run; // derived from the records, so not to be trusted from a file
      return {
        ...rest,
        records: Array.from(positional(curve.records), numberOut),
        parameters: Array.from(curve.parameters, numberOut),
      };
    }),
  });
}

const numberIn = z.union([z.number(), z.null(), z.enum(['Infinity', '-Infinity'])]);
const text = z.string().max(archiveLimits.text);
const epoch = z.int().min(0);

const archivedRun = z.strictObject({
  id: z.string().min(1).max(100),
  createdAt: z.number(),
  experiment: z.unknown(),
  engine: z.enum(engineIds),
  device: text,
  parameterCount: z.int().min(1),
  stopped: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('epochs') }),
      z.strictObject({ kind: z.literal('target_loss'), epoch }),
      z.strictObject({ kind: z.literal('patience'), epoch }),
      z.strictObject({ kind: z.literal('non_finite'), epoch, step: epoch }),
    ])
    .nullable(),
  groupId: z.string().max(100).nullable(),
  name: text.nullable(),
  colour: z.int().min(0).max(1000),
  visible: z.boolean(),
  pinned: z.boolean(),
  notes: text,
  records: z.array(numberIn),
  parameters: z.array(numberIn),
});

const archive = z.object({
  fitscopeRuns: z.literal(version, { error: `this is no Fitscope archive of version ${version}` }),
  runs: z.array(archivedRun).max(archiveLimits.runs),
});

/** Reads an archive that may come from anywhere; the error names the run and the field that is wrong. */
export function readArchive(json: string): Result<readonly ArchivedRun[]> {
  if (json.length > archiveLimits.bytes) return err('the file is larger than 200 MB');
  let candidate: unknown;
  try {
    candidate = JSON.parse(json);
  } catch {
    return err('the file is not JSON');
  }
  const parsed = archive.safeParse(candidate);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err(`${issue?.path.join('.') || 'file'}: ${issue?.message}`);
  }
  const runs: ArchivedRun[] = [];
  for (const [index, entry] of parsed.data.runs.entries()) {
    const { records: packed, parameters: values, experiment: given, ...rest } = entry;
    const experiment = parseExperiment(given);
    if (!experiment.ok) {
      const problem = experiment.error[0];
      return err(`runs.${index}.experiment.${problem?.field}: ${problem?.message}`);
    }
    if (values.length !== rest.parameterCount)
      return err(`runs.${index}.parameters: expected ${rest.parameterCount} numbers`);
    const records = recordsFrom(Float64Array.from(packed, numberBack));
    if (records === null) return err(`runs.${index}.records: an epoch is incomplete`);
    runs.push({
      run: { ...rest, experiment: experiment.value, figures: runFigures(records) },
      curve: { id: rest.id, records, parameters: Float32Array.from(values, numberBack) },
    });
  }
  return ok(runs);
}

function recordsFrom(packed: Float64Array): RecordTable | null {
  try {
    return tableOf(packed);
  } catch {
    return null;
  }
}

function numberOut(value: number): number | string | null {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? null : String(value);
}

function numberBack(value: number | string | null): number {
  return value === null ? NaN : Number(value);
}
