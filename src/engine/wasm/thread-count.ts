import type { ModelPlan } from '#src/engine/contract/model-plan.ts';

/** Floating-point operations of a step that each thread should have at least: it waits some microseconds for the others. */
const operationsPerThread = 4e6;

/** How many threads a plan is trained by. @param most that are free */
export function threadsFor({ network, batchSize, rows }: ModelPlan, most: number): number {
  const operations = 6 * network.parameterCount * Math.min(batchSize, rows);
  return Math.max(1, Math.min(most, Math.floor(operations / operationsPerThread)));
}
