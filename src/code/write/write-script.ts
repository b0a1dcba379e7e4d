import { chartText } from '#src/code/write/charts.ts';
import { courseText } from '#src/code/write/course.ts';
import { dataText } from '#src/code/write/data.ts';
import { headText, randomText } from '#src/code/write/head.ts';
import { jaxText } from '#src/code/write/jax.ts';
import { kerasText } from '#src/code/write/keras.ts';
import { numpyText } from '#src/code/write/numpy.ts';
import { parametersText } from '#src/code/write/parameters.ts';
import { pytorchText } from '#src/code/write/pytorch.ts';
import type { CodeLanguage, Script, ScriptContext } from '#src/code/write/script.ts';
import { openSource } from '#src/data/sources/open-source.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { encodedWidth } from '#src/experiment/network-size.ts';
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
} as const satisfies Record<CodeLanguage, (script: Script) => string>;

/** Fields whose value a language cannot express with the same numbers. */
function notHeld(e: Experiment, language: CodeLanguage): readonly FieldId[] {
  const fields: FieldId[] = [];
  if (isTable(e.target) && !isWritable(e.table)) fields.push('table');
  if (e.changes.length > 0) fields.push('changes');
  if (e.classWeighting !== 'none' && classCount(e) !== null) fields.push('classWeighting');
  if (language === 'keras' && e.layers.some(({ dropout }) => dropout > 0)) fields.push('layers');
  if (language === 'keras' && (e.l1 > 0 || e.l2 > 0)) fields.push(e.l1 > 0 ? 'l1' : 'l2');
  if (language === 'keras' && e.clipping !== 'none') fields.push('clipping');
  if (language === 'keras' && e.labelShape === 'row' && e.reduce === 'flux') fields.push('reduce');
  if (language === 'keras' && e.labelShape === 'row' && e.loss === 'huber') fields.push('loss');
  if (language === 'keras' && e.labelShape === 'row' && e.summedLoss) fields.push('summedLoss');
  // A velocity of Keras has the rates of its steps in it.
  const hasVelocity = e.optimizer === 'momentum' || e.optimizer === 'nesterov';
  if (language === 'keras' && hasVelocity && e.schedule !== 'constant') fields.push('schedule');
  return fields;
}

/** Whether a table is whole: a script has no means to stand for what is missing. */
function isWritable(text: string): boolean {
  const table = readTable(text);
  return table.ok && !table.value.columns.some(({ gaps }) => gaps);
}

/**
 * An experiment as a Python script that makes the same data, initial parameters and batch orders, bit for bit, and trains
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
  const parts = [
    headText(script, language),
    randomText(script),
    await dataText(script),
    parametersText(script),
    courseText(script),
    training[language](script),
    chartText(script),
  ];
  return ok(`${parts.join('\n\n')}\n`);
}
