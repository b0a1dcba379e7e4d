import * as z from 'zod/mini';
import { fieldIds, parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { engineIds } from '#src/experiment/ids.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import type { StoredBatch } from '#src/library/batch.ts';
import { batchOrigins } from '#src/library/batch.ts';
import { isSoundTable } from '#src/library/documents/sound-table.ts';
import type { Document, DocumentKind } from '#src/library/documents/version.ts';
import {
  documentVersions,
  knownVersion,
  latestVersion,
  upgraded,
} from '#src/library/documents/versions.ts';
import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import { words } from '#words/base/library.ts';

/** What is kept under its `id`, as a document of the latest version. */
export function asDocument(content: StoredRun | RunCurve | StoredBatch): Document {
  return { schema: latestVersion().number, ...content };
}

/**
 * A kept run of any version; or why it cannot be read. Nothing that the document says is trusted.
 *
 * @param derived what need not be taken from the document
 */
export function readRun(
  document: unknown,
  versions = documentVersions,
  derived: Partial<StoredRun> = {},
): Result<StoredRun> {
  return read('run', storedRun, document, versions, derived);
}

/** The arrays of a kept run, as `readRun`. */
export function readCurve(document: unknown, versions = documentVersions): Result<RunCurve> {
  return read('curve', runCurve, document, versions);
}

/** Runs that were made together, as `readRun`. */
export function readBatch(document: unknown, versions = documentVersions): Result<StoredBatch> {
  return read('batch', storedBatch, document, versions);
}

function read<T>(
  kind: DocumentKind,
  schema: z.ZodMiniType<T>,
  document: unknown,
  versions: typeof documentVersions,
  derived: Document = {},
): Result<T> {
  // Release 0.1.0 wrote no number.
  const { schema: stated = 1, ...content } = Object(document) as Document;
  const version = knownVersion(stated, versions);
  if (!version.ok) return version;
  const latest = upgraded(kind, content, version.value, versions);
  const parsed = schema.safeParse({ ...latest, ...derived });
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return err(`${issue?.path.join('.') || kind}: ${issue?.message}`);
}

const id = z.string().check(z.minLength(1), z.maxLength(100));
const text = z.string().check(z.maxLength(10_000));
const count = z.int().check(z.minimum(0));
/** Of a measured number, NaN and infinities included. */
const measured = z.custom<number>((value) => typeof value === 'number');

const experiment = z.transform((candidate, context): Experiment => {
  const parsed = parseExperiment(candidate);
  if (parsed.ok) return parsed.value;
  for (const { field, message } of parsed.error)
    context.issues.push({ code: 'custom', input: candidate, path: [field], message });
  return z.NEVER;
});

const storedRun = z.strictObject({
  id,
  createdAt: z.number(),
  experiment,
  editedStart: z.exactOptional(z.literal(true)),
  engine: z.enum(engineIds),
  device: text,
  parameterCount: z.int().check(z.minimum(1)),
  lossFactor: z.nullable(z.number().check(z.positive())),
  answerVariance: z.exactOptional(
    z.nullable(z.strictObject({ train: measured, heldOut: measured })),
  ),
  figures: z.strictObject({
    epochs: count,
    steps: count,
    seconds: measured,
    runningLoss: measured,
    trainLoss: measured,
    heldOutLoss: measured,
    bestHeldOutLoss: measured,
    trainAccuracy: measured,
    heldOutAccuracy: measured,
  }),
  stopped: z.nullable(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('epochs') }),
      z.strictObject({ kind: z.literal('target_loss'), epoch: count }),
      z.strictObject({ kind: z.literal('patience'), epoch: count }),
      z.strictObject({ kind: z.literal('non_finite'), epoch: count, step: count }),
    ]),
  ),
  groupId: z.nullable(id),
  name: z.nullable(text),
  colour: z.int().check(z.minimum(0), z.maximum(1000)),
  visible: z.boolean(),
  pinned: z.boolean(),
  notes: text,
});

const runCurve = z.strictObject({
  id,
  records: z.custom<RecordTable>(isSoundTable, { error: words.areNoTableOfEpochs }),
  parameters: z.instanceof(Float32Array, { error: words.areNoNumbers }),
});

const storedBatch = z.strictObject({
  id,
  settled: z.boolean(),
  batch: z.strictObject({
    id,
    createdAt: z.number(),
    title: text,
    origin: z.exactOptional(z.enum(batchOrigins)),
    groups: z.array(z.strictObject({ name: text, experiment, at: z.array(count) })),
    seeds: z.array(count),
    axes: z.array(z.strictObject({ field: z.enum(fieldIds), label: text, values: z.array(text) })),
    lockStep: z.boolean(),
    success: z.exactOptional(
      z.strictObject({ column: z.enum(['trainLoss', 'heldOutLoss']), value: z.number() }),
    ),
  }),
});
