import type { LinkKeys } from '#src/library/documents/version.ts';

/** Fields that version 1 did not have: what is left out is what its experiments did. */
export const addedInV2: LinkKeys = {
  inputs: ['inputCount', 'number', '1'],
  heldout_from: ['heldOutFrom', 'choice', 'drawn'],
  heldout_domain: ['heldOutDomain', 'domain', 'auto'],
  mean: ['samplingMean', 'number', '0'],
  deviation: ['samplingDeviation', 'number', '1'],
  init_range: ['initialRange', 'domain', 'auto'],
  turns: ['turns', 'number', '1'],
  bias: ['bias', 'flag', '1'],
  class_targets: ['classTargets', 'choice', 'one_hot'],
  class_weighting: ['classWeighting', 'choice', 'none'],
  class_weights: ['classWeights', 'numbers', 'none'],
  unused_outputs: ['unusedOutputs', 'number', '0'],
  row_weights: ['rowWeights', 'flag', '0'],
  sum_loss: ['summedLoss', 'flag', '0'],
  table: ['table', 'table', ''],
  domains: ['inputDomains', 'domains', 'none'],
  changes: ['changes', 'changes', 'none'],
};
