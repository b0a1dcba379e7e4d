export const words = {
  // ladder-table
  ladder: 'The ladder',
  thisRun: 'this run',
  theLadderWhatTheBest:
    'The ladder: what the best answer of a limited kind scores. ≈ an estimate, or the best that was found; ⊥ proved, no training of this network goes lower.',
  answer: 'Answer',
  trainingLoss: 'Training loss',
  heldOutLoss: 'Held-out loss',

  // look
  trials: 'Trials',
  left: (time: string) => `, ${time} left`,
  cutOff: 'The page was left while they ran: they begin again.',
  stop: 'Stop',
  lookAgain: 'Look again',
  lookLonger: 'Look longer',

  // why-card
  why: 'Why?',
  closeWhy: 'Close: Why?',
  foundSoFar: 'Found so far',
  triedSoFar: 'Tried so far',
};
