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
  /** @param reached the running loss, and what stands beside it; null: not known */
  finished: (
    ending: string,
    reached: { readonly loss: string; readonly beside: string } | null,
  ): string => {
    if (reached === null) return `Finished. ${ending}`;
    const beside = reached.beside === '' ? '' : `, ${reached.beside}`;
    return `Finished. ${ending} Running loss ${reached.loss}${beside}.`;
  },
};
