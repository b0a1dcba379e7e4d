import { z } from 'zod';
import {
  type Change,
  causeIds,
  criterionSources,
  type Trial,
  type Verdict,
} from '#src/doctor/contract.ts';
import { floorIds } from '#src/doctor/floors/floor.ts';
import { fieldIds, parseExperiment, parseField } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** A verdict that was written down; null: it is none of this version. Nothing that it says is trusted. */
export function readVerdict(candidate: unknown): Verdict | null {
  return verdict.safeParse(candidate).data ?? null;
}

/** Longest list of a verdict. */
const most = 500;
const list = <T extends z.ZodType>(item: T) => z.array(item).max(most);

const count = z.int().min(0);
/** Of a measured number, NaN and infinities included. */
const measured = z.custom<number>((value) => typeof value === 'number');
const range = z.tuple([z.number(), z.number()]);
const causes = list(z.enum(causeIds));
const kind = z.enum(['fault', 'choice', 'state', 'limit']);

const experiment = z.custom<Experiment>((value) => parseExperiment(value).ok);
const changes = z.custom<Change>((value) =>
  Object.entries(Object(value)).every(([name, changed]) => {
    const id = fieldIds.find((known) => known === name);
    return id !== undefined && parseField(id, changed).ok;
  }),
);

const beside = z.strictObject({ r2: measured.exactOptional(), rmse: measured.exactOptional() });

const trial: z.ZodType<Trial> = z.strictObject({
  causes,
  changes,
  experiment,
  outcomes: list(
    z.strictObject({
      seed: count,
      skill: measured,
      beside: beside.exactOptional(),
      fits: z.boolean(),
    }),
  ),
  skill: measured,
  beside: beside.exactOptional(),
  fits: z.tuple([count, count]),
  droppedEarly: z.boolean(),
});

const verdict: z.ZodType<Verdict> = z.strictObject({
  experiment,
  criterion: z.strictObject({
    unexplained: z.number(),
    from: z.enum(criterionSources),
    reference: z.number().nullable(),
    rightLabels: z.boolean().exactOptional(),
  }),
  before: trial,
  fits: z.boolean(),
  floors: list(
    z.strictObject({
      id: z.enum(floorIds),
      train: measured,
      heldOut: measured,
      skill: measured.nullable(),
      neighbours: count.exactOptional(),
      ofEncoded: z.boolean().exactOptional(),
      exact: z.boolean(),
      proof: z.boolean(),
    }),
  ),
  partings: z
    .strictObject({
      fitting: count,
      stuck: count,
      found: list(
        z.strictObject({
          moment: z.enum(['start', 'switch', 'end']),
          layer: count,
          sign: z.enum(['dead', 'rank']),
          fitting: range,
          stuck: range,
        }),
      ),
      looked: count,
      byChance: measured,
    })
    .nullable(),
  findings: list(
    z.strictObject({
      id: z.enum(causeIds),
      kind,
      certainty: z.enum(['proof', 'sign']),
      blocks: z.boolean().exactOptional(),
      figures: z.record(z.string().max(100), measured),
      rows: list(count).exactOptional(),
    }),
  ),
  alone: list(trial),
  enough: list(trial),
  necessary: causes,
  immaterial: causes,
  useless: list(trial),
  minimal: list(trial),
  confirmed: trial.nullable(),
  closest: trial.nullable(),
  untried: causes,
  runs: count,
  steps: measured,
  seconds: measured,
});
