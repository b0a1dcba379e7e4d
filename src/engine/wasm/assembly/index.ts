/** What TypeScript calls. Everything between two calls is in memory, laid out as `../tables.ts` says. */
export { evaluate, predict } from './inference';
export { train, trainEpochs } from './step';

/** The first address that is free for tables and matrices. */
export const heapBase: usize = __heap_base;
