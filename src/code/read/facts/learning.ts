import { type Known, known, open } from '#src/code/read/facts/known.ts';
import { stagesOf } from '#src/code/read/facts/network.ts';
import { numberFact } from '#src/code/read/facts/optimizer.ts';
import { asArray, constantsOf } from '#src/code/read/interpret/arrays.ts';
import { numberOf, textOf } from '#src/code/read/interpret/make.ts';
import { numberTerm, substitute, termKey } from '#src/code/read/interpret/terms.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { ArrayValue, ScoreValue, Value } from '#src/code/read/interpret/values.ts';

/** What the text says of the loss. */
export function lossFacts({ score, flow, place }: Training): readonly Known[] {
  if (score === null) return [open('loss', 'notFound', place)];
  const at = score.place;
  const output = outputOf(flow);
  const { name, isFused } = lossWith(score.name, output);
  const delta = score.settings.get('delta') ?? score.settings.get('beta');
  return [
    score.hasMore
      ? known('loss', `${name} and more`, 'said', at)
      : known('loss', name, 'said', at, isFused ? 'fused' : null),
    ...(name === 'huber'
      ? [delta === undefined ? known('huberDelta', 1, 'default') : numberFact('huberDelta', delta)]
      : []),
    ...(score.reduction === 'sum' ? [known('summedLoss', true, 'said', at)] : []),
    ...(score.factor === 1 ? [] : [known('lossFactor', score.factor, 'said', at)]),
    ...weightFacts(score),
    ...labelFacts(score),
  ];
}

/**
 * What each class counts: PyTorch's `weight`, in the order of classes, or its `pos_weight`, of the second of two; Keras's
 * `class_weight`, by class; or what each row counts, where its class decides that.
 */
function weightFacts(score: ScoreValue): readonly Known[] {
  const { name, settings } = score;
  const isOfClasses = name === 'cross_entropy' || name === 'nll';
  const ofPositives = settings.get('pos_weight');
  const given =
    (isOfClasses && settings.get('weight')) || ofPositives || settings.get('class_weight');
  if (given !== undefined && given.type !== 'constant') {
    const weights = weightsOf(given);
    return isBalanced(given)
      ? [known('classWeighting', 'balanced', 'said', given.place)]
      : classFacts(ofPositives && weights?.length === 1 ? [1, ...weights] : weights, given);
  }
  const ofRows = settings.get('sample_weight') ?? settings.get('weight');
  if (ofRows === undefined || ofRows.type === 'constant') return [];
  if (ofRows.type === 'balanced')
    return [known('classWeighting', 'balanced', 'said', ofRows.place)];
  const byClass = weightsByClass(ofRows, score);
  return byClass === null
    ? [open('rowWeights', 'notUnderstood', ofRows.place)]
    : classFacts(byClass, ofRows);
}

function classFacts(
  weights: readonly (number | null)[] | null,
  { place }: Value,
): readonly Known[] {
  if (!weights?.every((weight) => weight !== null))
    return [open('classWeighting', 'notUnderstood', place)];
  return [
    known('classWeighting', 'given', 'said', place),
    known('classWeights', weights, 'said', place),
  ];
}

function isBalanced(given: Value): boolean {
  const parts =
    given.type === 'dict' ? [...given.entries.values()] : given.type === 'list' ? given.items : [];
  return parts.length > 0
    ? parts.every(isBalanced)
    : given.type === 'balanced' || textOf(given) === 'balanced';
}

function weightsOf(given: Value): readonly (number | null)[] | null {
  if (given.type === 'dict')
    return Array.from({ length: given.entries.size }, (_, i) =>
      numberOf(given.entries.get(String(i))),
    );
  const array = asArray(given);
  return array && constantsOf(array);
}

/** What rows of each class count, where their weights are computed from the classes alone. */
function weightsByClass(given: Value, { flow, target }: ScoreValue): readonly number[] | null {
  const units = flow?.ops.findLast((op) => op.op === 'dense')?.units;
  const outputs = numberOf(units);
  const [label] = asArray(target)?.columns ?? [];
  const [weight] = asArray(given)?.columns ?? [];
  if (outputs === null || label === undefined || weight === undefined) return null;
  const weights = Array.from({ length: Math.max(outputs, 2) }, (_, k) => {
    const value = substitute(weight, new Map([[termKey(label), numberTerm(k)]]));
    return value.kind === 'number' ? value.value : null;
  });
  return weights.every((value) => value !== null) ? weights : null;
}

function outputOf(flow: Training['flow']): string {
  const names =
    stagesOf(flow?.ops ?? [])
      .at(-1)
      ?.activations.map(({ name }) => name) ?? [];
  return names.join(' ') || 'linear';
}

/** Our loss for a framework's loss of what its output gives. */
function lossWith(
  name: string,
  output: string,
): { readonly name: string; readonly isFused: boolean } {
  if (name === 'nll')
    return output === 'log_softmax'
      ? { name: 'cross_entropy', isFused: true }
      : { name, isFused: false };
  if (name === 'cross_entropy_of_probabilities' && output === 'softmax')
    return { name: 'nll_of_softmax', isFused: false };
  if (name === 'cross_entropy_of_probabilities')
    return { name: 'cross_entropy_of_outputs', isFused: false };
  if (name === 'bce_of_probabilities' && output === 'sigmoid')
    return { name: 'bce', isFused: true };
  return { name, isFused: false };
}

/** Predictions in a column against labels in a row make a pair of each with each. */
function labelFacts({ flow, target, family, name, place }: ScoreValue): readonly Known[] {
  if (flow === null || target?.type !== 'array' || (name !== 'mse' && name !== 'mae')) return [];
  if (family === 'keras' || family === 'sklearn' || family === 'chainer') return [];
  const isColumn = (array: Pick<ArrayValue, 'axes'>) => array.axes === 'rc' || array.axes === 'cr';
  if (flow.axes === null || !isColumn({ axes: flow.axes }) || target.axes !== 'r') return [];
  if (target.columns.length > 1) return [];
  return [
    known('labelShape', 'row', 'said', place),
    known('reduce', family === 'flux' ? 'flux' : 'mean', 'default'),
  ];
}
