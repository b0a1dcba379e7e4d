/** When training ends, and how often it is measured. */
export const stoppingWords = {
  targetLoss: {
    label: 'Stop at loss',
    none: 'never',
    help: 'Stop as soon as the running loss of an epoch is at or under this.',
  },
  patience: {
    label: 'Patience',
    zero: 'off',
    help: 'Stop when the held-out loss, or the training loss where no points are held out, has not improved for this many epochs. 0: never.',
  },
  evaluateEvery: {
    label: 'Evaluate every … epochs',
    zero: 'automatic, as often as it costs little',
    help: 'How often the loss is measured on all training and held-out points. 0: as often as it costs little beside training.',
  },
};
