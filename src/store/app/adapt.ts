import { bitLosses, indexLosses } from '#src/experiment/class-coding.ts';
import { defaultExperiment, defaultsFor } from '#src/experiment/defaults.ts';
import { circumstances, differingFields } from '#src/experiment/differences.ts';
import { type Experiment, type FieldId } from '#src/experiment/fields.ts';
import type { LossId, TargetId } from '#src/experiment/ids.ts';
import { kinPreset } from '#src/experiment/kin.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import {
  exampleFormula,
  exampleTables,
  isExampleFormula,
  suitedTo,
} from '#src/experiment/suited.ts';
import { classCount, classLimits, isFormula, isTable, taskOf } from '#src/experiment/targets.ts';
import { withTable } from '#src/experiment/with-table.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';
import { words } from '#words/store.ts';

/** An experiment for another target, and what else had to change, in words. */
export interface Adapted {
  readonly experiment: Experiment;
  readonly notes: readonly string[];
}

/** An experiment for another target; a formula has as many inputs as there were before, a table is one to paste over. */
export function adaptToTarget(before: Experiment, target: TargetId): Adapted {
  if (isTable(target)) {
    const { table, inputCount } = exampleTables[target];
    return { experiment: withTable(before, table, inputCount), notes: [] };
  }
  const inputCount = isFormula(target) ? taskOf(before).inputs.length : before.inputCount;
  return adapt(before, { target, inputCount });
}

/**
 * Turns an experiment to another task. Whatever is still meaningful there stays as it is, mistakes included; the rest
 * becomes the nearest valid choice and is named in the notes.
 */
export function adapt(
  before: Experiment,
  task: Partial<Pick<Experiment, 'target' | 'inputCount'>>,
): Adapted {
  const notes: string[] = [];
  let e: Experiment = { ...before, ...task };
  const change = (change: Partial<Experiment>, note?: string) => {
    e = { ...e, ...change };
    if (note !== undefined) notes.push(note);
  };
  const { loss, outputActivation, labelShape } = suitedTo(e);
  const isRegression = classCount(e) === null;
  const wasRegression = classCount(before) === null;

  const limits = classLimits(e.target);
  if (limits !== null) {
    const classes = Math.min(Math.max(e.classes, limits[0]), limits[1]);
    if (classes !== e.classes) change({ classes }, words.classesSetTo(classes));
  }
  if (isFormula(e.target) && isExampleFormula(e.formula)) change({ formula: exampleFormula(e) });

  const needsClasses = [...indexLosses, ...bitLosses, 'hinge'];
  if (isRegression && !wasRegression && needsClasses.includes(e.loss))
    change({ loss }, words.needsClassesTheLoss(lossName(before), lossName(e, loss)));
  // A squared error on classes is a mistake worth having, but not one to slip into by changing the target.
  if (isRelevant('classTargets', e) && e.classTargets === 'signs' && classCount(e) !== 2)
    change({ classTargets: 'one_hot' }, words.moreThanTwoClassesAre);
  if (e.unusedOutputs > 0 && (isRegression !== wasRegression || !isRelevant('unusedOutputs', e)))
    change({ unusedOutputs: 0 });
  if (isRelevant('classWeights', e) && e.classWeights.length !== classCount(e))
    change({ classWeighting: 'none', classWeights: [] }, words.classesCountTheSame);
  if (!isRegression && wasRegression)
    change({ loss, outputActivation }, words.suitsNumbersTheLoss(lossName(before)));
  if (!isRegression && bitLosses.includes(e.loss) && classCount(e) !== 2)
    change({ loss }, words.moreThanTwoClassesThe);
  if (isRegression && e.outputActivation === 'softmax' && !wasRegression)
    change({ outputActivation }, words.softmaxOverOneValue);
  if (!isRegression && e.labelShape === 'row') change({ labelShape }, words.labelsOfClassesCannot);
  if (isRegression && e.phases.some((phase) => phase.order === 'by_class'))
    change(
      {
        phases: e.phases.map((phase) =>
          phase.order === 'by_class' ? { ...phase, order: 'reshuffle' } : phase,
        ),
      },
      words.thereAreNoClassesTo,
    );

  if (isTable(before.target)) {
    const { trainCount, heldOutCount, heldOutFrom } = defaultExperiment;
    change(
      { trainCount, heldOutCount, heldOutFrom },
      words.pointsAreDrawnAgain(trainCount, heldOutCount),
    );
  }
  if (e.domain !== null || e.inputDomains.length > 0)
    change({ domain: null, inputDomains: [] }, words.theDomainIsAgainThe);
  if (isTable(e.target) && e.heldOutFrom === 'interval')
    change({ heldOutFrom: 'drawn' }, words.heldOutAreRows);
  if (e.sampling === 'integers' && e.target !== before.target)
    change({ sampling: 'uniform' }, words.samplingIsNowUniform);
  if (e.features.length > 0 && taskOf(e).inputs.length !== taskOf(before).inputs.length)
    change({ features: [] }, words.featuresWrittenForOther);
  return { experiment: e, notes };
}

/**
 * What another target is best begun with where nothing on show is the reader's own: a preset, or the defaults, as they
 * are. Null where something is, or where the target leads to another preset.
 *
 * @param adapted the present experiment, turned to the target
 */
export function freshStart(before: Experiment, adapted: Experiment): Experiment | null {
  const isOwn =
    !isPreset(before) && differingFields([before, defaultsFor(before)], incidental).length > 0;
  if (isOwn || isPreset(adapted)) return null;
  const { formula, inputCount, classes } = adapted;
  const kept = Object.fromEntries(circumstances.map((id) => [id, before[id]]));
  const fresh = { ...defaultsFor(adapted), formula, inputCount, classes, ...kept };
  return isTable(fresh.target)
    ? withTable(fresh, adapted.table, inputCount, null, adapted.rowWeights)
    : fresh;
}

/** What may differ from the defaults without being somebody's own. */
const incidental: readonly FieldId[] = [...circumstances, 'formula', 'inputCount', 'classes'];

function isPreset(experiment: Experiment): boolean {
  return kinPreset(experiment)?.changes.length === 0;
}

function lossName(e: Experiment, loss: LossId = e.loss): string {
  return inSentence(fieldWords.loss.options[loss]);
}
