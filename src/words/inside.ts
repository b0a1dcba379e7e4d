import { formatCount } from '#src/lib/number-format.ts';

export const momentWords = {
  bar: 'Epoch shown',
  play: 'Play',
  stop: 'Stop playing',
  speed: 'Speed of playing',
  latest: 'Back to the latest',
} as const;

export const playSpeedNames = { slow: 'slow', normal: 'normal', fast: 'fast' } as const;

/** The time whose state charts show. @param step null: the latest */
export function momentText(
  moment: { readonly epoch: number; readonly step: number } | null,
  stepsPerEpoch: number,
): string {
  if (moment === null) return 'Latest';
  const { epoch, step } = moment;
  const beyond = step - epoch * stepsPerEpoch;
  const epochText = `Epoch ${formatCount(epoch)}`;
  return beyond === 0 ? epochText : `${epochText}, step ${formatCount(step)}`;
}
