import { type Draft, limits, Situation } from '#src/code/read/limits.ts';
import type { CodeExperiment, Fact, Lost } from '#src/code/read/reading.ts';
import { functionTargets } from '#src/data/sources/functions.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { fieldIds, parseField } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { relationProblems } from '#src/experiment/rules.ts';

/**
 * What an experiment holds where the text says nothing, or nothing that can be read: plain training on a plain
 * function. Every field that a framework's code decides is spelt out.
 */
const standIns = {
  target: 'sine',
  formula: '',
  classes: 2,
  multiplier: 100,
  domain: null,
  trainCount: 1000,
  heldOutCount: 500,
  sampling: 'uniform',
  noise: 0,
  labelNoise: 0,
  features: [],
  inputScaling: 'none',
  inputDivisor: 1000,
  targetScaling: 'none',
  targetDivisor: 1000,
  encoding: 'raw',
  layers: [],
  outputActivation: 'linear',
  initialiser: 'pytorch_linear',
  loss: 'mse',
  huberDelta: 1,
  labelShape: 'match',
  reduce: 'mean',
  l2: 0,
  l1: 0,
  optimizer: 'adam',
  learningRate: 0.001,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  rho: 0.9,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipping: 'none',
  clipAt: 1,
  schedule: 'constant',
  batchSize: 32,
  phases: [{ order: 'reshuffle', epochs: null }],
  dropLast: false,
  epochs: 100,
  targetLoss: null,
  patience: 0,
} as const satisfies Partial<Experiment>;

/** The experiment that facts come to: what cannot be held is replaced by the limits' stand-ins and named. */
export function experimentOf(facts: readonly Fact[]): CodeExperiment {
  const lost: Lost[] = [];
  let draft = draftOf(facts);
  for (const limit of limits) {
    const situation = new Situation(draft, facts);
    const found = limit.found(situation);
    if (found === null) continue;
    const fact = situation.fact(limit.at);
    lost.push({
      id: limit.id,
      value: String(found),
      field: limit.field,
      from: fact?.from ?? null,
      to: fact?.to ?? null,
    });
    draft = { ...draft, ...limit.instead(situation) };
  }
  let experiment: Experiment = { ...defaultExperiment, ...standIns, ...taskStandIns(facts) };
  for (const id of fieldIds) {
    if (draft[id] === undefined) continue;
    const value = parseField(id, draft[id]);
    if (value.ok) experiment = { ...experiment, [id]: value.value };
    else lost.push(outOfRange(id, draft[id], facts));
  }
  const whole = possible(experiment, facts, lost);
  return { facts, experiment: whole === null ? null : plain(whole), lost };
}

/** Fields that have no effect are as they always are: links name what differs. */
function plain(experiment: Experiment): Experiment {
  const idle = fieldIds.filter((id) => !isRelevant(id, experiment));
  return { ...experiment, ...Object.fromEntries(idle.map((id) => [id, defaultExperiment[id]])) };
}

/** The facts that are fields of an experiment. */
function draftOf(facts: readonly Fact[]): Draft {
  const ids: readonly string[] = fieldIds;
  const draft: Draft = Object.fromEntries(
    facts
      .filter(({ field, value }) => value !== null && ids.includes(field))
      .map(({ field, value }) => [field, value]),
  );
  return isOwnDomain(draft) ? { ...draft, domain: null } : withIntervals(draft);
}

/** Inputs with intervals of their own: formulas have them. */
function withIntervals(draft: Draft): Draft {
  const { domain, formula, target, classes } = draft;
  if (!Array.isArray(domain) || domain.length <= 2 || typeof formula !== 'string') return draft;
  const inputDomains = Array.from({ length: domain.length / 2 }, (_, i) =>
    domain.slice(2 * i, 2 * i + 2),
  );
  return {
    ...draft,
    target: classes === undefined && target !== 'formula_classes' ? 'formula' : 'formula_classes',
    inputCount: inputDomains.length,
    inputDomains,
    domain: null,
  };
}

/** The interval that a target has without being told. */
function isOwnDomain({ target, domain }: Draft): boolean {
  const known: Partial<Record<string, { readonly domain: readonly number[] }>> = functionTargets;
  const own = typeof target === 'string' ? known[target]?.domain : undefined;
  return Array.isArray(domain) && domain.length === 2 && domain.every((end, i) => end === own?.[i]);
}

/** A function to learn in place of one that is not known, with as many inputs. */
function taskStandIns(facts: readonly Fact[]): Partial<Experiment> {
  const value = (field: Fact['field']) => facts.find((fact) => fact.field === field)?.value;
  if (value('task') === 'classes') return { target: 'moons', loss: 'cross_entropy' };
  return value('inputs') === 1 || value('inputs') == null
    ? { target: 'sine' }
    : { target: 'sin_cos' };
}

function outOfRange(id: FieldId, value: unknown, facts: readonly Fact[]): Lost {
  const fact = facts.find(({ field }) => field === id);
  return {
    id: 'value',
    value: String(value),
    field: id,
    from: fact?.from ?? null,
    to: fact?.to ?? null,
  };
}

const rounds = 5;

/** Gives up what contradicts the rest, a few times; null where that does not help. @param lost is added to */
function possible(candidate: Experiment, facts: readonly Fact[], lost: Lost[]): Experiment | null {
  const others: Partial<Experiment> = { ...standIns, ...taskStandIns(facts) };
  let experiment = candidate;
  for (let round = 0; round < rounds; round++) {
    const [problem] = relationProblems(experiment);
    if (problem === undefined) return experiment;
    const id = problem.field as FieldId;
    const instead =
      id === 'classWeights' ? { classWeighting: 'none' as const } : { [id]: others[id] };
    if (Object.values(instead)[0] === undefined) return null;
    lost.push(outOfRange(id, experiment[id], facts));
    experiment = { ...experiment, ...instead };
  }
  return null;
}
