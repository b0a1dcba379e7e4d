import type { Progress } from '#src/doctor/contract.ts';

/** How the search for a reason stands. */
export const lookWords = {
  none: '',
  looking: 'Trying changes…',
  done: '',
  kept: 'Found on an earlier visit.',
  stopped: 'Stopped. What was found so far stays.',
  failed: 'The trials could not be run.',
  former: 'This is about the experiment before it was changed.',
} as const;

export const stageText = {
  own: 'Running it as it stands, with several seeds.',
  reference: 'Running a larger network for comparison.',
  shuffled: 'Training it on shuffled targets, for comparison.',
  alone: 'Each change alone.',
  together: 'Changes together.',
  confirm: 'The best set on fresh seeds.',
  seeds: 'More seeds, to see what those that do not fit have in common.',
} as const satisfies Record<Progress['stage'], string>;

export const verdictWords = {
  copyAnswer: 'Copy as an answer',
  copyProof: 'Copy link to the proof',
  savePictures: 'Save the pictures',
  saveAnswer: 'Save as an answer, with pictures',
  pictures: 'As it stands, and with the change',
  open: 'Open and run',
  overlay: 'Overlay',
  compare: 'Compare over seeds',
  apply: 'Apply here',
  before: 'as it stands',
  after: 'with the change',
} as const;

/** Of buttons that stand beside each trial. */
export const trialLabels = {
  open: (change: string) => `Open and run: ${change}`,
  overlay: (change: string) => `Overlay, with and without: ${change}`,
  compare: (change: string) => `Compare over seeds, with and without: ${change}`,
  apply: (change: string) => `Apply here: ${change}`,
} as const;

export const pictureNames = { before: 'As it stands', after: 'With the change' } as const;
