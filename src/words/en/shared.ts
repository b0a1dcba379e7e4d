import type { GroupId } from '#src/experiment/fields.ts';
import { counted } from '#words/forms.ts';

/** Titles of the groups of settings, in the order in which they are shown. */
export const groupTitles = {
  target: 'Target',
  data: 'Data',
  inputs: 'Inputs and scaling',
  network: 'Network',
  loss: 'Loss',
  optimizer: 'Optimiser',
  batches: 'Batches',
  stopping: 'Stopping',
  seeds: 'Seeds',
  engine: 'Engine',
} satisfies Record<GroupId, string>;

export const words = {
  // group-summary
  trainingNoneHeldOut: (trainCount: string) => `${trainCount} training, none held out`,
  trainingHeldOut: (trainCount: string, heldOutCount: string) =>
    `${trainCount} training, ${heldOutCount} held out`,
  byFormula: (count: number) => `${count} by formula`,
  minMax: (axis: string) => `${axis} to 0…1`,
  standardised: (axis: string) => `${axis} standardised`,
  encodings: { polynomial: 'polynomial', fourier: 'fourier' },
  batchesOf: (size: string, epochs: number, orders: string) =>
    `${size} per batch, ${counted(epochs, 'epoch')}, ${orders}`,
  patience: (epochs: number) => `patience ${epochs}`,
  seed: (seed: number) => `seed ${seed}`,
  withSeed: (name: string, seed: number) => `${name}, seed ${seed}`,
  diverged: 'diverged',
  asTheyAre: 'as they are',
  atLoss: (targetLoss: string) => `at loss ${targetLoss}`,
  afterTheLastEpoch: 'after the last epoch',

  // link-field
  link: 'Link',
  copyLink: 'Copy link',

  // run-words
  interruptedAtEpochOf: (epoch: string, epochs: string) =>
    `interrupted at epoch ${epoch} of ${epochs}`,
};
