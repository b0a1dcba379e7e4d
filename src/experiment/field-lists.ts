import * as z from 'zod/mini';
import { type Common, type Field, numberSchema, oneOf } from '#src/experiment/field-kinds.ts';
import { type ActivationId, activationIds, type OrderId, orderIds } from '#src/experiment/ids.ts';
import { readTable } from '#src/experiment/table.ts';
import { tableLimits } from '#src/experiment/table-bytes.ts';
import { words } from '#words/base/experiment.ts';

/** A hidden layer; `dropout` is the probability that an output is dropped in training. */
export interface Layer {
  readonly units: number;
  readonly activation: ActivationId;
  readonly dropout: number;
}

export const layerLimits = { layers: 12, units: 1024, dropout: 0.9 } as const;

/** Hidden layers, in links `45:relu,45:relu:0.1` (units : activation : dropout). */
export function layersField(spec: Common): Field<readonly Layer[]> & { readonly kind: 'layers' } {
  const layer = z.strictObject({
    units: numberSchema({ min: 1, max: layerLimits.units, integer: true }),
    activation: oneOf(activationIds),
    dropout: numberSchema({ min: 0, max: layerLimits.dropout }),
  });
  return {
    ...spec,
    kind: 'layers',
    schema: z.array(layer).check(z.maxLength(layerLimits.layers)),
    encode: (layers) =>
      layers
        .map((l) => `${l.units}:${l.activation}${l.dropout > 0 ? `:${l.dropout}` : ''}`)
        .join(',') || 'none',
  };
}

/** Batch order for a number of epochs; null = the rest of the run (the last phase). */
export interface Phase {
  readonly order: OrderId;
  readonly epochs: number | null;
}

/** Epochs of a run; how many steps they may be is a rule of its own. */
export const epochLimit = 1_000_000;

export const phaseLimits = { phases: 8 } as const;

/** Batch orders one after another, in links `fixed:250,reshuffle`: the last phase takes the epochs that are left. */
export function phasesField(spec: Common): Field<readonly Phase[]> & { readonly kind: 'phases' } {
  const phase = z.strictObject({
    order: oneOf(orderIds),
    epochs: z.nullable(numberSchema({ min: 1, max: epochLimit, integer: true })),
  });
  const phases = z.array(phase).check(
    z.minLength(1),
    z.maxLength(phaseLimits.phases),
    z.refine((list) => list.every((p, i) => (p.epochs === null) === (i === list.length - 1)), {
      error: words.everyPhaseButTheLast,
    }),
  );
  return {
    ...spec,
    kind: 'phases',
    schema: phases,
    encode: (list) =>
      list.map((p) => (p.epochs === null ? p.order : `${p.order}:${p.epochs}`)).join(','),
  };
}

/** Inputs of a task at the most. */
export const inputLimit = 64;

export const formulaLimits = { length: 1000, features: 64 } as const;

/** Formulas of the inputs, in links separated by `;`. */
export function formulasField(
  spec: Common,
): Field<readonly string[]> & { readonly kind: 'formulas' } {
  const formula = z.string().check(
    z.minLength(1),
    z.maxLength(formulaLimits.length),
    z.refine((text) => !text.includes(';'), { error: words.aFormulaCannotContain }),
  );
  return {
    ...spec,
    kind: 'formulas',
    schema: z.array(formula).check(z.maxLength(formulaLimits.features)),
    encode: (list) => list.join(';') || 'none',
  };
}

/** An interval [from, to] of the reader's x, or null for the target's own; in links `-1..1`. */
export type Domain = readonly [from: number, to: number] | null;

const bound = numberSchema({ min: -1e6, max: 1e6 });
const interval = z
  .tuple([bound, bound])
  .check(z.refine(([from, to]) => from < to, { error: words.theDomainMustStartBelow }));

export function domainField(spec: Common): Field<Domain> & { readonly kind: 'domain' } {
  return {
    ...spec,
    kind: 'domain',
    schema: z.nullable(interval),
    encode: (domain) => (domain === null ? 'auto' : `${domain[0]}..${domain[1]}`),
  };
}

/** An interval for each of several inputs, in their order; none: they share one. In links `-5..5,0..1`. */
export type Domains = readonly NonNullable<Domain>[];

export function domainsField(spec: Common): Field<Domains> & { readonly kind: 'domains' } {
  return {
    ...spec,
    kind: 'domains',
    schema: z.array(interval).check(z.maxLength(inputLimit)),
    encode: (domains) => domains.map(([from, to]) => `${from}..${to}`).join(',') || 'none',
  };
}

interface NumbersLimits {
  readonly min: number;
  readonly max: number;
  /** How many there may be. */
  readonly most: number;
}

export interface NumbersField extends Field<readonly number[]>, NumbersLimits {
  readonly kind: 'numbers';
}

/** Several numbers, in links `1,2,0.5`. */
export function numbersField(spec: Common & NumbersLimits): NumbersField {
  return {
    ...spec,
    kind: 'numbers',
    schema: z.array(numberSchema(spec)).check(z.maxLength(spec.most)),
    encode: (numbers) => numbers.join(',') || 'none',
  };
}

/** The reader's own data, packed; empty: none. */
export function tableField(spec: Common): Field<string> & { readonly kind: 'table' } {
  return {
    ...spec,
    kind: 'table',
    schema: z.string().check(
      z.maxLength(tableLimits.text),
      z.superRefine((text, context) => {
        const table = text === '' ? null : readTable(text);
        if (table?.ok === false) context.addIssue({ code: 'custom', message: table.error });
      }),
    ),
    encode: String,
  };
}
