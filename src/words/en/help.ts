export const words = {
  // help-dialog
  help: 'Help',
  fitscopeTrainsASmall:
    'Fitscope trains a small neural network in this browser and shows what happens: choose an experiment, press Run, change one thing, run again. Nothing is sent anywhere. A link holds the whole experiment; only large data of your own travel beside it, as a file.',
  keyboard: 'Keyboard',
  everySetting: 'Every setting',
  version: (version: string | undefined) => `Fitscope ${version ?? 'in development'}.`,
  licencesOfWhatItIsBuilt: 'Licences of what it is built with',
};
