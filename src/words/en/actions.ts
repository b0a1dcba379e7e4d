interface ActionWords {
  /** On the button, or its name where it shows an icon. */
  readonly label: string;
  /** In the list of keys, where that says more. */
  readonly explained?: string;
}

export const actionWords = {
  run: { label: 'Run', explained: 'Run or pause' },
  step_epoch: { label: 'One epoch', explained: 'Train one epoch' },
  step_batch: { label: 'One batch', explained: 'Train one batch' },
  reset: {
    label: 'Reset: same seeds, same curve',
    explained: 'Reset: back to epoch 0 with the same seeds',
  },
  why: { label: 'Why?', explained: 'Why the run ended where it did' },
  inside: { label: 'Look inside', explained: 'Look inside the network' },
  new_seed: { label: 'New seed' },
  share: { label: 'Share' },
  undo: { label: 'Undo', explained: 'Undo a change of the experiment' },
  redo: { label: 'Redo' },
  help: { label: 'Help', explained: 'This help' },
} satisfies Readonly<Record<string, ActionWords>>;

export type ActionId = keyof typeof actionWords;

/** What the list of keys says of an action. */
export function explained(id: ActionId): string {
  const words: ActionWords = actionWords[id];
  return words.explained ?? words.label;
}
