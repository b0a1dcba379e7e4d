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
  type PythonLanguage,
  type Script,
  type ScriptContext,
} from '#src/code/write/script.ts';
import { openSource } from '#src/data/sources/open-source.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { encodedWidth } from '#src/experiment/network-size.ts';
import { readTable } from '#src/experiment/table.ts';
import { isTable } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { evaluationInterval } from '#src/network/evaluation-interval.ts';
import { networkOf } from '#src/network/of-experiment.ts';

const training = {
  pytorch: pytorchText,
  keras: kerasText,
  numpy: numpyText,
  jax: jaxText,
} as const satisfies Record<PythonLanguage, (script: Script) => string>;

/**
 * An experiment as a script that makes the same data, initial parameters and batch orders, in Python bit for bit, and trains
 * by the same formulas. Stop rules are left out: it trains all epochs.
 *
 * @param experiment one without relation problems
 * @returns the script, or the fields that no script can be made of
 */
export async function writeScript(
  experiment: Experiment,
  language: CodeLanguage,
  context: ScriptContext,
): Promise<Result<string, readonly FieldId[]>> {
  if (isTable(experiment.target) && !readTable(experiment.table).ok) return err(['table']);
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
