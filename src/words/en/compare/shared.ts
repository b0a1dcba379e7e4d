import { counted } from '#words/forms.ts';

export const words = {
  // study-of
  each: (names: readonly string[]) => names.join(', '),
  withSeeds: (title: string, seeds: string) => `${title} · seeds ${seeds}`,

  // batch-choice
  whichSweep: 'Which sweep',
  whichComparison: 'Which comparison',
  forgetThisOneItsRuns: 'Remove this one; its runs stay in the list',
  forget: (title: string) => `Remove ${title}`,

  // criterion-choice
  aSuccessIs: 'A success is',
  learnt: 'learnt',
  notStuckAtGuessing: 'not stuck at guessing',
  aLossUnder: 'a loss under',
  anAccuracyOver: 'an accuracy over',
  notNegative: 'not negative',
  loss: 'Loss',

  // missing-runs
  someAreHere: (kept: number, total: number, failures: number, reasons: readonly string[]) => {
    const here = `${kept} of ${total} runs are here; what follows is about those.`;
    return failures === 0 ? here : `${here} ${failures} failed: ${reasons.join('; ')}`;
  },
  trainTheOther: (count: number) => `Train the other ${count}`,

  // time-left
  estimate: (total: number, time: string, workers: number) =>
    `${counted(total, 'run')}, about ${time} with ${counted(workers, 'worker')}`,
  unknownTime: (total: number) =>
    total === 0 ? counted(0, 'run') : `${counted(total, 'run')}, measuring how long they take…`,
};
