export const words = {
  // progress-line
  cannotRunYet: 'Cannot run yet',
  epochOf: <T>(epoch: T, epochs: T) => ['Epoch ', epoch, ' of ', epochs],
  step: (step: string) => `step ${step}`,
  preparing: 'preparing…',
  starting: 'starting…',
  took: (time: string) => `took ${time}`,
  trainingProgress: 'Training progress',
  left: (left: string) => `${left} left`,

  // refused-drafts
  /** @param most that are named one by one */
  refused: (fields: readonly string[], most: number) => {
    if (fields.length === 1) return `${fields.join()} has an error; its last valid value is used.`;
    const names = fields.length > most ? `${fields.length} fields` : fields.join(' and ');
    return `${names} have errors; their last valid values are used.`;
  },

  // run-bar
  run: 'Run',

  // run-buttons
  startingRun: 'Starting…',
  pause: 'Pause',
  goOn: 'Continue',
  runAgain: 'Run again',
  tryAgain: 'Try again',

  // speed-menu
  speedIs: (speed: string) => `Speed: ${speed}`,
  speed: 'Speed',
  chosen: 'chosen',
};
