/** What TypeScript calls. Everything between two calls is in memory, laid out by `layout.ts`. */
import { Layer, Network, Replica } from './layout';

export { evaluate, predict } from './inference';
export { laneRows } from './lanes';
export { train } from './step';

/** The first address that is free for tables and matrices. */
export const heapBase: usize = __heap_base;

/** Sizes of the tables, by which TypeScript checks that it means the same ones. */
export const layerSize: i32 = offsetof<Layer>();
export const networkSize: i32 = offsetof<Network>();
export const replicaSize: i32 = offsetof<Replica>();
