import { choiceField, flagField, numberField } from '#src/experiment/field-kinds.ts';
import { numbersField } from '#src/experiment/field-lists.ts';
import {
  classTargetIds,
  classWeightingIds,
  labelShapeIds,
  lossIds,
  reduceIds,
} from '#src/experiment/ids.ts';

/** What training makes small. */
export const lossFields = {
  loss: choiceField({
    key: 'loss',
    ids: lossIds,
  }),
  huberDelta: numberField({
    key: 'delta',
    min: 1e-4,
    max: 1e6,
    scale: 'log',
  }),
  classTargets: choiceField({
    key: 'class_targets',
    ids: classTargetIds,
  }),
  classWeighting: choiceField({
    key: 'class_weighting',
    ids: classWeightingIds,
  }),
  // A batch of rows that count nothing would have no mean.
  classWeights: numbersField({
    key: 'class_weights',
    min: 1e-6,
    max: 1e6,
    most: 16,
  }),
  unusedOutputs: numberField({
    key: 'unused_outputs',
    min: 0,
    max: 6,
    integer: true,
  }),
  rowWeights: flagField({
    key: 'row_weights',
  }),
  labelShape: choiceField({
    key: 'label_shape',
    ids: labelShapeIds,
  }),
  reduce: choiceField({
    key: 'reduce',
    ids: reduceIds,
  }),
  summedLoss: flagField({
    key: 'sum_loss',
  }),
  l2: numberField({
    key: 'l2',
    min: 0,
    max: 10,
    scale: 'log',
  }),
  l1: numberField({
    key: 'l1',
    min: 0,
    max: 10,
    scale: 'log',
  }),
} as const;
