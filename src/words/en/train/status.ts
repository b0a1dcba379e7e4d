export const words = {
  // notices
  messages: 'Messages',
  dismiss: (title: string) => `Dismiss: ${title}`,

  // run-state
  thisExperimentCannot: 'This experiment cannot run yet',
  trainingBrokeDown: 'Training failed',
  tryAgain: 'Try again',
  training: 'Training',
  paused: 'Paused',
  finished: (ending: string, loss: string | null) =>
    `Finished. ${ending}${loss === null ? '' : ` Running loss ${loss}.`}`,
};
