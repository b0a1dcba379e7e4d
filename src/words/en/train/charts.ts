export const words = {
  // charts
  thisRun: 'this run',
};
