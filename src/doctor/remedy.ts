import { type Layer, layerLimits } from '#src/experiment/field-lists.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ActivationId } from '#src/experiment/ids.ts';

/** What is done to all hidden layers alike, each property by itself. */
export interface LayersRemedy {
  /** How many there are: the last of them are left out, or the last is repeated. */
  readonly depth?: number;
  units?(units: number): number;
  activation?(activation: ActivationId): ActivationId;
  readonly dropout?: number;
}

/** What removes a cause: fields with their new values, and properties of layers. */
export type Remedy = Partial<Omit<Experiment, 'layers' | 'changes'>> & {
  readonly layers?: LayersRemedy;
};

/** What a remedy decides; two that decide nothing in common can be joined. */
export function decided({ layers = {}, ...fields }: Remedy): readonly string[] {
  return [...Object.keys(fields), ...Object.keys(layers).map((property) => `layers.${property}`)];
}

/** Both; null where they decide the same thing. */
export function both(a: Remedy, b: Remedy): Remedy | null {
  const own = decided(a);
  if (decided(b).some((one) => own.includes(one))) return null;
  const layers = { ...a.layers, ...b.layers };
  return { ...a, ...b, ...(Object.keys(layers).length > 0 && { layers }) };
}

/**
 * The fields of an experiment that a remedy changes, with their new values. What is set holds for the whole run: a new rate
 * scales the rates that follow it, what else is changed on the way to another value is no longer. Other numbers of training
 * points are trained on for as many steps.
 */
export function changesBy(experiment: Experiment, remedy: Remedy): Partial<Experiment> {
  const { layers, ...fields } = remedy;
  const { trainCount = experiment.trainCount, epochs = experiment.epochs } = fields;
  const pace = experiment.trainCount / trainCount;
  const changes = courseBy(experiment, fields, pace);
  return {
    ...fields,
    ...(layers && { layers: layersBy(experiment.layers, layers) }),
    ...(pace !== 1 && { epochs: epochsOf(epochs * pace) }),
    ...(JSON.stringify(changes) !== JSON.stringify(experiment.changes) && { changes }),
  };
}

/** A number of epochs that an experiment may have. */
export function epochsOf(epochs: number): number {
  return Math.max(1, Math.min(100_000, Math.round(epochs)));
}

/** A rate that an experiment may have. */
export function rateOf(rate: number): number {
  // Of a rate and a factor that binary fractions miss, one number comes.
  return Math.min(100, Math.max(1e-7, Number(rate.toPrecision(12))));
}

const first: Layer = { units: 4, activation: 'relu', dropout: 0 };

function layersBy(
  layers: readonly Layer[],
  { depth = layers.length, units, activation, dropout }: LayersRemedy,
): readonly Layer[] {
  const last = layers.at(-1) ?? first;
  const more: Layer = {
    ...last,
    activation: last.activation === 'linear' ? 'relu' : last.activation,
  };
  return Array.from({ length: depth }, (_, i) => layers[i] ?? more).map((layer) => ({
    units: Math.min(layerLimits.units, Math.max(1, units?.(layer.units) ?? layer.units)),
    activation: activation?.(layer.activation) ?? layer.activation,
    dropout: dropout ?? layer.dropout,
  }));
}

/** What is still changed on the way. @param pace epochs for each of before */
function courseBy(
  { changes, learningRate }: Experiment,
  fields: Omit<Remedy, 'layers'>,
  pace: number,
): Experiment['changes'] {
  return changes.flatMap((change) => {
    const { field, value } = change;
    const epoch = epochsOf(change.epoch * pace);
    if (field !== 'learningRate')
      return field in fields || (field === 'clipAt' && 'clipping' in fields)
        ? []
        : [{ ...change, epoch }];
    if (fields.schedule === 'constant') return [];
    const factor = (fields.learningRate ?? learningRate) / learningRate;
    return [{ epoch, field, value: rateOf(Number(value) * factor) }];
  });
}
