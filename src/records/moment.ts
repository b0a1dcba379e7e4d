/** A run's parameters at one time of its training. */
export interface Moment {
  /** Epochs finished. */
  readonly epoch: number;
  /** Optimiser steps taken since the start. */
  readonly step: number;
  /** [parameterCount], in the order of a snapshot. */
  readonly parameters: Float32Array;
}

/** Moments of one run at the most, and the bytes of their parameters. */
const most = { moments: 200, bytes: 32 * 2 ** 20 } as const;

/** Moments that are kept of a network of this size. */
export function keptMoments(parameterCount: number): number {
  const affordable = Math.floor(most.bytes / (Float32Array.BYTES_PER_ELEMENT * parameterCount));
  return Math.min(most.moments, affordable);
}

/** Numbers 1 … total: all, or as many as are asked for, half of them at even distances and half at even ratios. */
export function spread(total: number, count: number): readonly number[] {
  if (total <= count) return Array.from({ length: total }, (_, i) => i + 1);
  const half = Math.floor(count / 2);
  const shares = Array.from({ length: half }, (_, i) => (i + 1) / half);
  const places = shares.flatMap((share) => [total * share, total ** share].map(Math.round));
  return [...new Set(places)].sort((a, b) => a - b);
}
