import type { CodeLayer, Fact, FactField, LostId } from '#src/code/read/reading.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import { layerLimits, phaseLimits } from '#src/experiment/field-lists.ts';
import type { FieldId } from '#src/experiment/fields.ts';
import {
  activationIds,
  initialiserIds,
  lossIds,
  optimizerIds,
  outputActivationIds,
  scheduleIds,
} from '#src/experiment/ids.ts';
import { formulasOf } from '#src/experiment/targets.ts';

/** Values for the fields of an experiment, unchecked. */
export type Draft = Partial<Record<FieldId, unknown>>;

/** What a row of the table may ask: the facts, and the draft as the rows before it have left it. */
export class Situation {
  readonly draft: Draft;
  readonly #facts: readonly Fact[];

  constructor(draft: Draft, facts: readonly Fact[]) {
    this.draft = draft;
    this.#facts = facts;
  }

  get isClasses(): boolean {
    return this.word('task') === 'classes';
  }

  get layers(): readonly CodeLayer[] {
    return (this.draft.layers ?? []) as readonly CodeLayer[];
  }

  get domain(): readonly number[] {
    return (this.draft.domain ?? []) as readonly number[];
  }

  fact(field: FactField): Fact | undefined {
    return this.#facts.find((fact) => fact.field === field);
  }

  word(field: FactField): string | null {
    const value = this.fact(field)?.value;
    return typeof value === 'string' ? value : null;
  }

  number(field: FactField): number | null {
    const value = this.fact(field)?.value;
    return typeof value === 'number' ? value : null;
  }

  /** Of the draft. */
  has(field: FieldId, ...values: readonly string[]): boolean {
    const value = this.draft[field];
    return typeof value === 'string' && values.includes(value);
  }
}

/** Something that experiments do not hold: its row is taken away when they do. */
interface Limit {
  readonly id: LostId;
  /** The fact whose place it is. */
  readonly at: FactField;
  /** The field that takes something else; null: it is left out. */
  readonly field: FieldId | null;
  /** What the text has of it; null: nothing. */
  found(situation: Situation): string | number | null;
  instead(situation: Situation): Draft;
}

const nothing = (): Draft => ({});

/** A choice that is none of ours. */
function choice(
  id: LostId,
  field: FieldId,
  ids: readonly string[],
  otherwise: (situation: Situation) => string,
): Limit {
  return {
    id,
    at: field,
    field,
    found: (situation) => (situation.has(field, ...ids) ? null : situation.word(field)),
    instead: (situation) => ({ [field]: otherwise(situation) }),
  };
}

/** What our arithmetic does a little otherwise. */
function note(id: LostId, at: FactField, holds: (situation: Situation) => boolean): Limit {
  return {
    id,
    at,
    field: null,
    found: (situation) => (holds(situation) ? '' : null),
    instead: nothing,
  };
}

const isOurs = ({ activation }: CodeLayer) =>
  (activationIds as readonly string[]).includes(activation);

/** A loss that is so much larger, as a rate: for optimizers whose step follows the gradient. */
function scaledRate(situation: Situation, factor: number): Draft {
  const { learningRate } = situation.draft;
  const isProportional = situation.has('optimizer', 'sgd', 'momentum', 'nesterov');
  if (!isProportional || typeof learningRate !== 'number') return {};
  return { learningRate: Number((learningRate * factor).toPrecision(6)) };
}

function batchOf({ draft }: Situation): number {
  return typeof draft.batchSize === 'number' ? draft.batchSize : 1;
}

/** In this order: a row sees what those before it have put in place. */
export const limits: readonly Limit[] = [
  {
    id: 'fusedOutput',
    at: 'outputActivation',
    field: 'outputActivation',
    found: (s) => (s.fact('loss')?.reason === 'fused' ? s.word('outputActivation') : null),
    instead: () => ({ outputActivation: 'linear' }),
  },
  {
    id: 'inputs',
    at: 'inputs',
    field: 'target',
    found: (s) => {
      const inputs = s.number('inputs') ?? 0;
      const isHeld = s.draft.features !== undefined || s.draft.inputCount === inputs;
      return inputs > 2 && !isHeld ? inputs : null;
    },
    instead: (s) => ({
      target: s.isClasses ? 'moons' : 'sin_cos',
      formula: undefined,
      domain: undefined,
    }),
  },
  {
    id: 'outputs',
    at: 'outputs',
    field: null,
    found(s) {
      const outputs = s.number('outputs') ?? 1;
      const { formula } = s.draft;
      const isLearnt = typeof formula === 'string' && formulasOf(formula).length === outputs;
      return s.isClasses || outputs === 1 || isLearnt ? null : outputs;
    },
    instead: nothing,
  },
  {
    id: 'indicesOfOneOutput',
    at: 'outputs',
    field: null,
    found: (s) =>
      s.isClasses && s.number('outputs') === 1 && s.has('loss', ...indexLosses) ? '' : null,
    instead: nothing,
  },
  {
    id: 'points',
    at: 'sampling',
    field: 'sampling',
    found: (s) => (s.has('sampling', 'given') ? s.number('trainCount') : null),
    instead: () => ({ sampling: 'grid' }),
  },
  {
    id: 'normalInputs',
    at: 'sampling',
    field: 'sampling',
    found: (s) => (s.has('sampling', 'normal') && s.number('samplingMean') === null ? '' : null),
    instead: () => ({ sampling: 'uniform' }),
  },
  {
    id: 'axes',
    at: 'domain',
    field: 'domain',
    found: ({ domain }) => (domain.length > 2 ? domain.join(', ') : null),
    instead: ({ domain }) => ({ domain: [Math.min(...domain), Math.max(...domain)] }),
  },
  {
    id: 'layers',
    at: 'layers',
    field: 'layers',
    found: ({ layers }) => (layers.length > layerLimits.layers ? layers.length : null),
    instead: ({ layers }) => ({ layers: layers.slice(0, layerLimits.layers) }),
  },
  {
    id: 'units',
    at: 'layers',
    field: 'layers',
    found: ({ layers }) => layers.find(({ units }) => units > layerLimits.units)?.units ?? null,
    instead: ({ layers }) => ({
      layers: layers.map((layer) => ({
        ...layer,
        units: Math.min(layer.units, layerLimits.units),
      })),
    }),
  },
  {
    id: 'activation',
    at: 'layers',
    field: 'layers',
    found: ({ layers }) => layers.find((layer) => !isOurs(layer))?.activation ?? null,
    instead: ({ layers }) => ({
      layers: layers.map((layer) => (isOurs(layer) ? layer : { ...layer, activation: 'relu' })),
    }),
  },
  choice('outputActivation', 'outputActivation', outputActivationIds, () => 'linear'),
  choice('initialiser', 'initialiser', initialiserIds, () => 'glorot_uniform'),
  choice('loss', 'loss', lossIds, (s) => (s.isClasses ? 'cross_entropy' : 'mse')),
  {
    id: 'lossFactor',
    at: 'lossFactor',
    field: 'learningRate',
    found: (s) => s.number('lossFactor'),
    instead: (s) => scaledRate(s, s.number('lossFactor') ?? 1),
  },
  choice('optimizer', 'optimizer', optimizerIds, () => 'adam'),
  choice('schedule', 'schedule', scheduleIds, () => 'constant'),
  {
    id: 'phases',
    at: 'phases',
    field: 'phases',
    found: ({ draft: { phases } }) =>
      Array.isArray(phases) && phases.length > phaseLimits.phases ? phases.length : null,
    instead: ({ draft }) => ({
      phases: (draft.phases as readonly unknown[]).slice(-phaseLimits.phases),
    }),
  },
  {
    id: 'otherLayer',
    at: 'otherLayers',
    field: null,
    found: (s) => s.word('otherLayers'),
    instead: nothing,
  },
  note('noise', 'noise', (s) => s.fact('noise')?.reason === 'uniform'),
  note(
    'kerasEpsilon',
    'framework',
    (s) => s.word('framework') === 'keras' && s.has('optimizer', 'adam'),
  ),
  note(
    'kerasClassWeights',
    'classWeighting',
    (s) => s.word('framework') === 'keras' && s.has('classWeighting', 'given', 'balanced'),
  ),
  note(
    'posWeight',
    'classWeighting',
    (s) =>
      s.word('framework') === 'pytorch' &&
      s.has('loss', 'bce') &&
      s.has('classWeighting', 'given', 'balanced'),
  ),
  note('sklearnStopping', 'framework', (s) => s.word('framework') === 'sklearn'),
  {
    id: 'sklearnDecay',
    at: 'l2',
    field: 'l2',
    found: (s) =>
      s.word('framework') === 'sklearn' && (s.number('l2') ?? 0) > 0 ? s.number('l2') : null,
    instead: (s) => ({ l2: Number(((s.number('l2') ?? 0) / batchOf(s)).toPrecision(6)) }),
  },
];
