/**
 * Threads that train one network together. Each takes the same steps on the same memory: a share of the rows, columns or
 * numbers of every part of a step, then a barrier before what others wrote is read. No sum is ever divided, so that
 * results are the same bit for bit however many threads there are. Other builds have one share, the whole, and no
 * barriers.
 */

/** What threads tell one another. */
@unmanaged
class Board {
  /** Threads that have arrived at the barrier, and how often all had; what is awaited has a cache line of its own. */
  arrived: i32;
  /** What a step's loss and its gradient's norm are. */
  loss: f64;
  norm: f64;
  /** The step, counted from the start, in which a thread met gradients that are not finite. */
  brokenStep: i32;
}

export const board = changetype<Board>(memory.data(64, 64));
const phase = memory.data(64, 64);

/** Which of how many this is: an instance's globals are its own. */
let thread: i32 = 0;
let threads: i32 = 1;

export function become(index: i32, count: i32): void {
  thread = index;
  threads = count;
}

/** Does what only one may do. @inline */
export function isFirst(): bool {
  return !ASC_FEATURE_THREADS || thread === 0;
}

/** @inline */
export function threadIndex(): i32 {
  return ASC_FEATURE_THREADS ? thread : 0;
}

/** @inline */
export function threadCount(): i32 {
  return ASC_FEATURE_THREADS ? threads : 1;
}

/** Where this thread's share of `count` things begins, which are dealt out `unit` at a time. @inline */
export function shareStart(count: i32, unit: i32): i32 {
  return ASC_FEATURE_THREADS ? boundary(count, unit, thread) : 0;
}

/** Where it ends. @inline */
export function shareEnd(count: i32, unit: i32): i32 {
  return ASC_FEATURE_THREADS ? boundary(count, unit, thread + 1) : count;
}

function boundary(count: i32, unit: i32, index: i32): i32 {
  const units = (count + unit - 1) / unit;
  return min(count, ((units * index) / threads) * unit);
}

/** Rounds of looking before a thread sleeps: longer than threads differ in a part of a step. */
const patience = 20_000;
/** Nanoseconds of a sleep, and how many of them until the others are given up: a machine that slept wakes one sleep. */
const sleep: i64 = 1_000_000_000;
const mostSleeps = 2;

/** Waits until a number is another. @param sleeps at the most; then it traps @inline */
export function awaitChange(address: usize, seen: i32, sleeps: i32): i32 {
  for (let i = 0; i < patience; i++) {
    const now = atomic.load<i32>(address);
    if (now !== seen) return now;
  }
  let now = atomic.load<i32>(address);
  while (now === seen) {
    const result = atomic.wait<i32>(address, seen, sleep);
    now = atomic.load<i32>(address);
    if (result === AtomicWaitResult.TIMED_OUT && now === seen && sleeps-- === 0) unreachable();
  }
  return now;
}

/** Changes a number and wakes who waits for that. */
export function announce(address: usize, value: i32): void {
  atomic.store<i32>(address, value);
  atomic.notify(address);
}

/** Goes on when all threads are here. Traps where one does not come. @inline */
export function barrier(): void {
  if (ASC_FEATURE_THREADS && threads > 1) meet();
}

function meet(): void {
  const now = atomic.load<i32>(phase);
  const arrived = changetype<usize>(board) + offsetof<Board>('arrived');
  if (atomic.add<i32>(arrived, 1) === threads - 1) {
    atomic.store<i32>(arrived, 0);
    announce(phase, now + 1);
  } else {
    awaitChange(phase, now, mostSleeps);
  }
}
