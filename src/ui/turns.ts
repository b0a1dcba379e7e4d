/** Something that waits for its turn. */
export interface Waiting {
  /** It is in view: it comes before what is not. */
  isSeen: boolean;
  /** Its turn has come, which lasts until it leaves. */
  readonly come: () => void;
}

/** Milliseconds after which the page counts as idle even where there is always something to do. */
const timeout = 200;

const waiting = new Set<Waiting>();
let isTaken = false;
let isAsked = false;

export function enter(one: Waiting): void {
  waiting.add(one);
  nextSeen();
}

/** It has come, or need not come any more. */
export function leave(one: Waiting): void {
  if (!waiting.delete(one)) isTaken = false;
  nextSeen();
}

/** One that is seen comes when nobody else has the turn; the others wait until the page is idle. */
export function nextSeen(): void {
  give([...waiting].find(({ isSeen }) => isSeen));
  if (isAsked || isTaken || waiting.size === 0) return;
  isAsked = true;
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(nextOfAll, { timeout });
  else setTimeout(nextOfAll, timeout);
}

function nextOfAll(): void {
  isAsked = false;
  const [first] = waiting;
  give(first);
}

function give(one: Waiting | undefined): void {
  if (isTaken || one === undefined) return;
  waiting.delete(one);
  isTaken = true;
  one.come();
}
