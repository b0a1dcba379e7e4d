import { classCoding, hasOutputForEach, indexLosses } from '#src/experiment/class-coding.ts';
import { costLimits } from '#src/experiment/cost-limits.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { heldOutRows, holdsOut } from '#src/experiment/held-out.ts';
import {
  encodedWidth,
  outputCount,
  ownNumbers,
  parameterCount,
} from '#src/experiment/network-size.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { totalSteps } from '#src/experiment/steps.ts';
import { readTable } from '#src/experiment/table.ts';
import type { ColumnHead } from '#src/experiment/table-bytes.ts';
import {
  classCount,
  classLimits,
  columnsByUse,
  formulasOf,
  isFormula,
  isTable,
} from '#src/experiment/targets.ts';
import { words } from '#words/base/experiment.ts';

/** What fields demand of one another, beyond their own limits. Empty: the experiment can run. */
export function relationProblems(experiment: Experiment): readonly Problem[] {
  return rules.flatMap((rule) => {
    const problem = rule(experiment);
    return problem === null ? [] : [problem];
  });
}

/** Numbers that a formula target answers at the most. */
export const outputLimit = 8;

/** What a table must have to be learnt. */
function tableProblem(e: Experiment): Problem | null {
  const table = readTable(e.table);
  if (!table.ok) return { field: 'table', message: words.pasteOrOpenATable };
  const { columns, rows } = table.value;
  const { inputs, answers, weights } = columnsByUse(columns, e);
  if (answers.length === 0 || answers.length > outputLimit)
    return { field: 'inputCount', message: words.leavesColumnsToAnswer(answers.length) };
  if (weights !== null && (weights.labels !== null || weights.gaps))
    return { field: 'rowWeights', message: words.weightsAreNumbers };
  if (weights !== null && e.labelShape === 'row')
    return { field: 'rowWeights', message: words.weightsHaveNoPairs };
  const hasClasses = answers.length === 1 && answers[0]?.labels != null;
  if (inputs.some(({ labels }) => labels !== null) || (!hasClasses && someLabels(answers)))
    return { field: 'table', message: words.onlyASingleAnswerCan };
  if (hasClasses !== (e.target === 'table_classes'))
    return {
      field: 'target',
      message: hasClasses ? words.theTableAnswersClasses : words.theTableAnswersNumbers,
    };
  if (e.phases.some(({ order }) => order === 'fresh'))
    return { field: 'phases', message: words.aTableHasNoFreshPoints };
  if (e.heldOutFrom === 'interval')
    return { field: 'heldOutFrom', message: words.aTableHasNoPointsOf };
  const gappy = answers.find(({ gaps }) => gaps);
  if (gappy !== undefined) return { field: 'table', message: words.rowsHaveNoAnswer(gappy.name) };
  if (e.trainCount + (holdsOut(e) ? e.heldOutCount : 0) > rows)
    return {
      field: holdsOut(e) && e.trainCount < rows - 1 ? 'heldOutCount' : 'trainCount',
      message: words.theTableHasRowsForTraining(rows),
    };
  return null;
}

function someLabels(columns: readonly ColumnHead[]): boolean {
  return columns.some(({ labels }) => labels !== null);
}

const rules: readonly ((e: Experiment) => Problem | null)[] = [
  (e) =>
    isFormula(e.target) && e.formula.trim() === ''
      ? { field: 'formula', message: words.writeTheFormulaOfThe }
      : null,
  (e) =>
    isFormula(e.target) &&
    e.inputCount > 1 &&
    e.inputDomains.length > 0 &&
    e.inputDomains.length !== e.inputCount
      ? { field: 'inputDomains', message: words.takesIntervalsOneFor(e.inputCount) }
      : null,
  (e) => (isTable(e.target) ? tableProblem(e) : null),
  (e) =>
    e.heldOutFrom === 'last' && !isTable(e.target)
      ? { field: 'heldOutFrom', message: words.onlyATableHasRowsIn }
      : null,
  (e) => {
    if (!isFormula(e.target)) return null;
    const most = classLimits(e.target) === null ? outputLimit : (classLimits(e.target)?.[1] ?? 0);
    return formulasOf(e.formula).length <= most
      ? null
      : { field: 'formula', message: words.atMostFormulasSeparated(most) };
  },
  (e) => {
    const limits = isTable(e.target) ? null : classLimits(e.target);
    if (limits === null || (e.classes >= limits[0] && e.classes <= limits[1])) return null;
    return { field: 'classes', message: words.thisTargetTakesToClasses(limits[0], limits[1]) };
  },
  (e) =>
    e.classTargets === 'signs' &&
    classCoding(e) === 'signs' &&
    (classCount(e) ?? 2) !== 2 &&
    e.loss !== 'hinge'
      ? { field: 'classTargets', message: words.signsNeedTwoClasses }
      : null,
  (e) =>
    e.unusedOutputs > 0 && classCount(e) !== null && !hasOutputForEach(e)
      ? { field: 'unusedOutputs', message: words.noOutputForEachClass }
      : null,
  (e) =>
    e.unusedOutputs > 0 && classCount(e) === null && ownNumbers(e) > 1
      ? { field: 'unusedOutputs', message: words.shapesDoNotMeet }
      : null,
  (e) =>
    e.loss === 'nll_of_softmax' && e.outputActivation !== 'softmax'
      ? { field: 'loss', message: words.crossEntropyOf }
      : null,
  (e) => {
    const classes = classCount(e);
    return e.classWeighting === 'given' && classes !== null && e.classWeights.length !== classes
      ? { field: 'classWeights', message: words.takesWeightsOneForEach(classes) }
      : null;
  },
  (e) =>
    e.labelShape === 'row' && (classCount(e) !== null || outputCount(e) > 1)
      ? {
          field: 'labelShape',
          message: words.onlyARegressionWith,
        }
      : null,
  (e) =>
    e.labelShape === 'row' && indexLosses.includes(e.loss)
      ? { field: 'labelShape', message: words.sharesHaveNoPairs }
      : null,
  (e) => {
    const most = costLimits.pairedRows;
    if (e.labelShape !== 'row' || e.loss === 'mse') return null;
    if (Math.max(e.trainCount, heldOutRows(e)) <= most) return null;
    const field = e.trainCount > most ? 'trainCount' : 'heldOutCount';
    return { field, message: words.pairsTakeAtMost(most) };
  },
  (e) =>
    e.dropLast && e.batchSize > e.trainCount
      ? {
          field: 'dropLast',
          message: words.theOnlyBatchIsAShort,
        }
      : null,
  (e) => {
    const fixed = e.phases.reduce((sum, phase) => sum + (phase.epochs ?? 0), 0);
    return fixed < e.epochs
      ? null
      : {
          field: 'phases',
          message: words.thePhasesTakeEpochs(fixed, e.epochs),
        };
  },
  (e) =>
    e.phases.some((phase) => phase.order === 'by_class') && classCount(e) === null
      ? { field: 'phases', message: words.orderingByClassNeeds }
      : null,
  (e) =>
    encodedWidth(e) > costLimits.encodedInputs
      ? {
          field: e.encoding === 'polynomial' ? 'degree' : 'octaves',
          message: words.makesMoreThanNetwork(costLimits.encodedInputs),
        }
      : null,
  (e) => {
    const width = encodedWidth(e);
    const floats = (e.trainCount + heldOutRows(e)) * (width + 1);
    if (floats <= costLimits.dataFloats) return null;
    return {
      field: 'trainCount',
      message: words.pointsOfEncodedInputs(e.trainCount, heldOutRows(e), width),
    };
  },
  (e) => {
    const steps = totalSteps(e);
    return steps <= costLimits.steps
      ? null
      : {
          field: 'epochs',
          message: words.stepsAreMoreThanABrowser(steps.toExponential(1)),
        };
  },
  (e) => {
    const operations = 6 * parameterCount(e) * e.trainCount * e.epochs;
    return operations <= costLimits.floatingPointOperations
      ? null
      : {
          field: 'epochs',
          message: words.thisRunNeedsMoreThan,
        };
  },
];
