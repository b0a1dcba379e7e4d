import type { PlanSpec } from '../support/plans.ts';
import { hidden, sine, square } from './workloads.ts';

/** How the cost of a step grows with one quantity, all else equal. */
interface Growth {
  readonly title: string;
  readonly values: readonly number[];
  spec(value: number): Partial<PlanSpec>;
}

export const growthIds = ['width', 'batch', 'rows'] as const;
export type GrowthId = (typeof growthIds)[number];

export const growths: Readonly<Record<GrowthId, Growth>> = {
  width: {
    title: '1-w-w-1, batch 32, w = 16 … 256',
    values: [16, 32, 64, 128, 256],
    spec: (width) => ({ ...sine, layers: hidden('relu', width, width), batchSize: 32 }),
  },
  batch: {
    title: '1-100-100-1, batch 1 … 512',
    values: [1, 8, 64, 512],
    spec: (batchSize) => ({ ...sine, batchSize }),
  },
  rows: {
    title: '2-16-16-1, batch 32, 100 … 100 000 rows',
    values: [100, 1000, 10_000, 100_000],
    spec: (rows) => ({ ...square, rows }),
  },
};

/**
 * The exponent k of cost ∝ xᵏ: the slope of the least-squares line through the logarithms.
 *
 * @param points at least two, all positive
 */
export function logLogSlope(points: readonly (readonly [x: number, cost: number])[]): number {
  const logs = points.map(([x, cost]) => [Math.log(x), Math.log(cost)] as const);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const [x0, y0] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  return covariance / variance;
}
