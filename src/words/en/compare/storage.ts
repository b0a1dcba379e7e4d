import { counted } from '#words/forms.ts';

export const words = {
  // storage-trouble
  notAllCouldBeKept: 'Not all could be kept',
  notKept: (count: number) => `${counted(count, 'run is', 'runs are')} not kept`,
  theyLastOnlyAsLongAs: 'They last only as long as this page.',
  tryAgain: 'Try again',
};
