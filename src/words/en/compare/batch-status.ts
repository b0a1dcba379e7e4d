export const words = {
  // batch-status
  batchOfRuns: 'Set of runs',
  progress: (done: number, total: number, left: string | null) =>
    `${done} of ${total} runs${left === null ? '' : `, about ${left} left`}`,
  progressOf: (title: string) => `Progress of ${title}`,
  show: 'Show',
  cancel: 'Cancel',
  waits: (left: number, total: number) => `Waits for its turn: ${left} of ${total} runs.`,
  interrupted: (done: number, total: number, left: number) =>
    `The page was closed during this: ${done} of ${total} runs are kept, ${left} are left.`,
  goOn: (left: number, total: number) => `Continue: ${left} of ${total} left`,
  leaveIt: 'Dismiss',
};
