/** What TypeScript calls. Everything between two calls is in memory, laid out as `../tables.ts` says. */
export { heapBase } from './heap';
export { evaluate, predict } from './inference';
export { shuffle } from './orders';
export { train, trainEpochs } from './step';
