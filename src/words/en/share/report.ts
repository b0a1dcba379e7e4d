import { counted, partOf } from '#words/forms.ts';

export const words = {
  // make-report
  whatWasCompared: 'What was compared',

  // report-dialog
  reportOf: (count: number) => `Report of ${counted(count, 'run')}`,
  title: 'Title',
  whatWasAsked: 'What was asked',
  doesAFixedOrderBefore: 'Does a fixed order before shuffling help?',
  theReportHoldsTheTable:
    'The report holds what differs, the result of each run, curves and fits as pictures, what the seeds allow to be said, and a link to each experiment.',
  saveAsHtml: 'Save as HTML',
  saveAsMarkdown: 'Save as Markdown with pictures (ZIP)',
  drawingPictures: 'Drawing the pictures',
  drawingPicture: (at: number, of: number) => `Drawing picture ${partOf(at, of)}.`,
  theReportCouldNotBe: 'The report could not be written.',

  // report-pictures
  medianAnd10To90OfThe: (title: string) => `${title}: median and 10 to 90 % of the seeds`,
};
