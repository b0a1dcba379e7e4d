export const words = {
  // run-dialog
  parameters: 'Parameters',
  seed: 'Seed',
  engine: 'Engine',
  ended: 'Ended',
  afterItsLastEpoch: 'after its last epoch',
  openItsExperiment: 'Open its experiment',
  fork: 'Fork',
  shareResult: 'Share result',
  name: 'Name',
  colour: 'Colour',
  colourOf: (run: string) => `colour of ${run}`,
  colourNumber: (number: number) => `Colour ${number}`,
  notes: 'Notes',
};
