import * as z from 'zod/mini';
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
const list = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.maxLength(most));

const count = z.int().check(z.minimum(0));
/** Of a measured number, NaN and infinities included. */
const measured = z.custom<number>((value) => typeof value === 'number');
const spread = z.tuple([z.number(), z.number(), z.number()]);
const causes = list(z.enum(causeIds));
const kind = z.enum(['fault', 'choice', 'state', 'limit']);

const experiment = z.custom<Experiment>((value) => parseExperiment(value).ok);
const changes = z.custom<Change>((value) =>
  Object.entries(Object(value)).every(([name, changed]) => {
    const id = fieldIds.find((known) => known === name);
    return id !== undefined && parseField(id, changed).ok;
  }),
);

const beside = z.strictObject({
  r2: z.exactOptional(measured),
  rmse: z.exactOptional(measured),
});

const trial: z.ZodMiniType<Trial> = z.strictObject({
  causes,
  changes,
  experiment,
  outcomes: list(
    z.strictObject({
      seed: count,
      skill: measured,
      beside: z.exactOptional(beside),
      fits: z.boolean(),
    }),
  ),
  skill: measured,
  beside: z.exactOptional(beside),
  fits: z.tuple([count, count]),
  droppedEarly: z.boolean(),
});

const verdict: z.ZodMiniType<Verdict> = z.strictObject({
  experiment,
  criterion: z.strictObject({
    unexplained: z.number(),
    from: z.enum(criterionSources),
    reference: z.nullable(z.number()),
    rightLabels: z.exactOptional(z.boolean()),
  }),
  before: trial,
  fits: z.boolean(),
  floors: list(
    z.strictObject({
      id: z.enum(floorIds),
      train: measured,
      heldOut: measured,
      skill: z.nullable(measured),
      neighbours: z.exactOptional(count),
      ofEncoded: z.exactOptional(z.boolean()),
      exact: z.boolean(),
      proof: z.boolean(),
    }),
  ),
  partings: z.nullable(
    z.strictObject({
      fitting: count,
      stuck: count,
      found: list(
        z.strictObject({
          moment: z.enum(['start', 'switch', 'end']),
          layer: count,
          sign: z.enum(['dead', 'rank']),
          fitting: spread,
          stuck: spread,
          byChance: z.number(),
        }),
      ),
      looked: count,
    }),
  ),
  findings: list(
    z.strictObject({
      id: z.enum(causeIds),
      kind,
      certainty: z.enum(['proof', 'sign']),
      blocks: z.exactOptional(z.boolean()),
      figures: z.record(z.string().check(z.maxLength(100)), measured),
      rows: z.exactOptional(list(count)),
    }),
  ),
  alone: list(trial),
  enough: list(trial),
  necessary: causes,
  immaterial: causes,
  useless: list(trial),
  minimal: list(trial),
  confirmed: z.nullable(trial),
  closest: z.nullable(trial),
  untried: causes,
  runs: count,
  steps: measured,
  seconds: measured,
});
