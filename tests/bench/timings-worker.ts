// What the page asks of engines before it chooses one by their pace.

import { engines } from '#src/engine/worker/engines.ts';
import { TimingBook } from '#src/engine/worker/timings.ts';
import { type PlanSpec, smallPlan } from '../support/plans.ts';

self.onmessage = async ({ data }: MessageEvent<Partial<PlanSpec>>) => {
  const book = new TimingBook(engines, () => performance.now());
  self.postMessage(await book.timings(smallPlan(data), new AbortController().signal));
};
