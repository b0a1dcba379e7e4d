import { counted } from '#words/forms.ts';

export const words = {
  // file-drop
  dropAnExperimentOrCode:
    'Drop an experiment, a table (.csv, .tsv, .txt) or code (.py, .ipynb, .jl) to open it',

  // open-file
  theFileCouldNotBeOpened: 'The file could not be opened',
  itIsLargerThan20Mb: 'it is larger than 20 MB',
  itCannotBeReadItIsA: 'it cannot be read: it is a folder, or it was moved, deleted or locked',
  thereIsNoRoomForIt: 'there is no room for it in this browser',

  // share-dialog
  shareThisExperiment: 'Share this experiment',
  opensExactlyThisExperiment: (linkLengthNote: string) =>
    `Opens exactly this experiment, seeds included.${linkLengthNote}`,
  startTrainingOnOpening: 'Start training on opening',
  theLinkAsAQrCode: 'The link as a QR code',
  forAQuestionAndAnswer: 'For a question-and-answer site (Markdown)',
  copyMarkdown: 'Copy Markdown',
  file: 'File',
  saveAsAFile: 'Save as a file',
  openAFile: 'Open a file',
  runningLoss: 'running loss',
  heldOutLoss: 'held-out loss',
  outcome: (epoch: number, measured: readonly string[]) =>
    `after ${counted(epoch, 'epoch')}: ${measured.join(', ')}`,
  accuracy: 'accuracy',
  heldOutAccuracy: 'held-out accuracy',
};
