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
  return uniformStreams(seed, purpose)(index);
}

/** The same for one index after another: a stream ends where the next one is asked for. */
export function uniformStreams(seed: number, purpose: string): (index: number) => Uniform {
  const starts = streamStarts(seed, purpose);
  const generator = new Generator();
  const uniform = () => generator.uniform();
  return (index) => {
    generator.start(starts(index));
    return uniform;
  };
}

/** Where the generator of each stream starts, 32 bits: enough to draw its numbers elsewhere. */
export function streamStarts(seed: number, purpose: string): (index: number) => number {
  let h = mix32(seed);
  for (let i = 0; i < purpose.length; i++) h = mix32(h + purpose.charCodeAt(i));
  return (index) => mix32(h + index);
}

/** A uniformly random order of 0 … count − 1. */
export function permutation(count: number, uniform: Uniform): Uint32Array {
  return permute(new Uint32Array(count), uniform);
}

/** The same, written into an array of that length (Fisher-Yates). @returns the array */
export function permute(order: Uint32Array, uniform: Uniform): Uint32Array {
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  return order;
}

/** The low words of xoroshiro128+ (Blackman and Vigna 2018; shifts 24, 16, 37), two for a number. */
class Generator {
  /** Two words of 64 bits, each as its high and its low half: numbers of 32 bits are boxed elsewhere. */
  readonly #state = new Int32Array(4);

  /** @param seed 32 bits */
  start(seed: number): void {
    const state = this.#state;
    state[0] = -1;
    state[1] = ~seed;
    state[2] = seed;
    state[3] = 0;
  }

  uniform(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  #next(): number {
    const state = this.#state;
    const high = state[0] as number;
    const low = state[1] as number;
    const otherLow = state[3] as number;
    const mixedHigh = (state[2] as number) ^ high;
    const mixedLow = otherLow ^ low;
    state[0] = ((high << 24) | (low >>> 8)) ^ mixedHigh ^ ((mixedHigh << 16) | (mixedLow >>> 16));
    state[1] = ((low << 24) | (high >>> 8)) ^ mixedLow ^ (mixedLow << 16);
    state[2] = (mixedLow << 5) | (mixedHigh >>> 27);
    state[3] = (mixedHigh << 5) | (mixedLow >>> 27);
    return low + otherLow;
  }
}
