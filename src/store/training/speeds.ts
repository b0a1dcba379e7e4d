import type { Limit } from '#src/engine/contract/protocol.ts';

/** A little training, and how long after it the next begins at the soonest, in milliseconds. */
interface Tick {
  readonly unit: Limit['unit'];
  readonly milliseconds: number;
}

/** How fast training to the end goes on: by ticks, or (null) as fast as it can. The numbers are the same at any speed. */
export const speeds = {
  full: null,
  ten_epochs: { unit: 'epochs', milliseconds: 100 },
  one_epoch: { unit: 'epochs', milliseconds: 1000 },
  batches: { unit: 'steps', milliseconds: 400 },
} as const satisfies Record<string, Tick | null>;

export type SpeedId = keyof typeof speeds;
