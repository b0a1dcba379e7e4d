import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mix32 } from '#src/lib/mix32.ts';

/** A source of uniform numbers in [0, 1) with 53 random bits. */
export type Uniform = () => number;

/**
 * A seeded stream. Streams of different purposes or indices are unrelated, so that drawing more from one (a larger
 * batch, more points) never moves another.
 *
 * @param seed 32-bit unsigned
 * @param purpose what the numbers are for, e.g. "train points"
 * @param index a counter within the purpose, e.g. the epoch
 */
export function uniformStream(seed: number, purpose: string, index = 0): Uniform {
  let h = mix32(seed);
  for (let i = 0; i < purpose.length; i++) h = mix32(h + purpose.charCodeAt(i));
  const generator = xoroshiro128plus(mix32(h + index));
  return () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/** Fisher-Yates: a uniformly random order of 0 … count − 1. */
export function permutation(count: number, uniform: Uniform): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  return order;
}
