import { chartText } from '#src/code/write/charts.ts';
import { courseText } from '#src/code/write/course.ts';
import { dataText } from '#src/code/write/data.ts';
import { headText, randomText } from '#src/code/write/head.ts';
import { jaxText } from '#src/code/write/jax.ts';
import { juliaParts } from '#src/code/write/julia/parts.ts';
import { kerasText } from '#src/code/write/keras.ts';
import { numpyText } from '#src/code/write/numpy.ts';
import { parametersText } from '#src/code/write/parameters.ts';
import { pytorchText } from '#src/code/write/pytorch.ts';
import {
  type CodeLanguage,
  heldLosses,
  isWeighted,
  type PythonLanguage,
  type Script,
  type ScriptContext,
} from '#src/code/write/script.ts';
import { openSource } from '#src/data/sources/open-source.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { encodedWidth } from '#src/experiment/network-size.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { readTable } from '#src/experiment/table.ts';
import { classCount, isTable } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { evaluationInterval } from '#src/network/evaluation-interval.ts';
import { networkOf } from '#src/network/of-experiment.ts';

const training = {
  pytorch: pytorchText,
  keras: kerasText,
  numpy: numpyText,
  jax: jaxText,
} as const satisfies Record<PythonLanguage, (script: Script) => string>;

/** Fields whose value a language cannot express with the same numbers. */
function notHeld(e: Experiment, language: CodeLanguage): readonly FieldId[] {
  const fields: FieldId[] = [];
  const losses: readonly LossId[] = heldLosses[e.labelShape][language];
  if (!losses.includes(e.loss)) fields.push('loss');
  if (isTable(e.target) && !readTable(e.table).ok) fields.push('table');
  if (e.changes.length > 0) fields.push('changes');
  if (e.unusedOutputs > 0 && isRelevant('unusedOutputs', e)) fields.push('unusedOutputs');
  if (isTable(e.target) && e.rowWeights) fields.push('rowWeights');
  if (language === 'keras') fields.push(...notInKeras(e));
  if (language === 'flux') fields.push(...notInFlux(e));
  return fields;
}

function notInKeras(e: Experiment): readonly FieldId[] {
  const isRow = e.labelShape === 'row';
  return [
    ...(hasDropout(e) ? (['layers'] as const) : []),
    ...(e.l1 > 0 || e.l2 > 0 ? [e.l1 > 0 ? ('l1' as const) : ('l2' as const)] : []),
    ...(e.clipping === 'none' ? [] : (['clipping'] as const)),
    ...(isRow && e.reduce === 'flux' ? (['reduce'] as const) : []),
    ...(isRow && e.summedLoss ? (['summedLoss'] as const) : []),
    ...(isVelocityScaled(e) ? (['schedule'] as const) : []),
  ];
}

function notInFlux(e: Experiment): readonly FieldId[] {
  const isLate = e.clipping === 'value' && (e.l1 > 0 || e.l2 > 0);
  const isOfNumbers = classCount(e) !== null && !indexLosses.includes(e.loss) && e.loss !== 'bce';
  return [
    ...(hasDropout(e) ? (['layers'] as const) : []),
    ...(isOfNumbers && e.classTargets !== 'one_hot' ? (['classTargets'] as const) : []),
    ...(isLate || e.clipping === 'norm' ? (['clipping'] as const) : []),
    // Its weights are those of a line between two classes.
    ...(isWeighted(e) && e.loss === 'bce' && classCount(e) !== 2
      ? (['classWeighting'] as const)
      : []),
    // What its squares begin with is not 0.
    ...(e.optimizer === 'adagrad' ? (['optimizer'] as const) : []),
    ...(isVelocityScaled(e) ? (['schedule'] as const) : []),
  ];
}

function hasDropout({ layers }: Experiment): boolean {
  return layers.some(({ dropout }) => dropout > 0);
}

/** A velocity of Keras and Flux has the rates of its steps in it. */
function isVelocityScaled({ optimizer, schedule }: Experiment): boolean {
  return (optimizer === 'momentum' || optimizer === 'nesterov') && schedule !== 'constant';
}

/**
 * An experiment as a script that makes the same data, initial parameters and batch orders, in Python bit for bit, and trains
 * by the same formulas. Stop rules are left out: it trains all epochs.
 *
 * @param experiment one without relation problems
 * @returns the script, or the fields that this language does not hold
 */
export async function writeScript(
  experiment: Experiment,
  language: CodeLanguage,
  context: ScriptContext,
): Promise<Result<string, readonly FieldId[]>> {
  const missing = notHeld(experiment, language);
  if (missing.length > 0) return err(missing);
  const source = isTable(experiment.target) ? null : await openSource(experiment);
  if (source?.ok === false) return err([source.error.field as FieldId]);
  const axes = source?.value.axes ?? [];
  const network = networkOf(experiment, encodedWidth(experiment));
  const script: Script = {
    ...context,
    experiment,
    network,
    domains: axes.map(({ range }) => range),
    elsewhere:
      experiment.heldOutFrom === 'interval'
        ? axes.flatMap(({ heldOut }) => (heldOut ? [heldOut] : []))
        : null,
    evaluateEvery: evaluationInterval(experiment, network),
  };
  const parts =
    language === 'flux' ? await juliaParts(script) : await pythonParts(script, language);
  return ok(`${parts.join('\n\n')}\n`);
}

async function pythonParts(script: Script, language: PythonLanguage): Promise<readonly string[]> {
  return [
    headText(script, language),
    randomText(script),
    await dataText(script),
    parametersText(script),
    courseText(script),
    training[language](script),
    chartText(script),
  ];
}
