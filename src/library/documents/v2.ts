import { addedInV2 } from '#src/library/documents/added-in-v2.ts';
import { v1 } from '#src/library/documents/v1.ts';
import type { DocumentVersion } from '#src/library/documents/version.ts';

/** What is left out became a sound start, where it had been one experiment that was made to fail. */
export const v2: DocumentVersion = {
  number: 2,
  linkKeys: {
    ...v1.linkKeys,
    ...addedInV2,
    target: ['target', 'choice', 'sine'],
    train: ['trainCount', 'number', '1000'],
    heldout: ['heldOutCount', 'number', '500'],
    xscale: ['inputScaling', 'choice', 'standardise'],
    yscale: ['targetScaling', 'choice', 'standardise'],
    net: ['layers', 'layers', '32:relu,32:relu'],
    out: ['outputActivation', 'choice', 'linear'],
    init: ['initialiser', 'choice', 'he_normal'],
    loss: ['loss', 'choice', 'mse'],
    opt: ['optimizer', 'choice', 'adam'],
    lr: ['learningRate', 'number', '0.005'],
    batch: ['batchSize', 'number', '32'],
    order: ['phases', 'phases', 'reshuffle'],
    epochs: ['epochs', 'number', '200'],
  },
  unsaidFor: {
    targets: [
      'stripes',
      'sum_bin',
      'sum_mod',
      'xor',
      'circles',
      'spirals',
      'moons',
      'blobs',
      'checkerboard',
      'formula_classes',
      'table_classes',
    ],
    texts: { loss: 'cross_entropy' },
  },
  upgrade: null,
};
