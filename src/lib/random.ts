import { mix32 } from '#src/lib/mix32.ts';

/** A source of uniform numbers in [0, 1) with 53 random bits. */
export type Uniform = () => number;

/** One that gives many at once faster than one by one. */
export interface UniformStream extends Uniform {
  /** The next numbers, as many as the array holds. @returns the array */
  draw(values: Float64Array): Float64Array;
}

/**
 * A seeded stream. Streams of different purposes or indices are unrelated, so that drawing more from one (a larger
 * batch, more points) never moves another.
 *
 * @param seed 32-bit unsigned
 * @param purpose what the numbers are for, e.g. "train points"
 * @param index a counter within the purpose, e.g. the epoch
 */
export function uniformStream(seed: number, purpose: string, index = 0): UniformStream {
  return uniformStreams(seed, purpose)(index);
}

/** The same for one index after another: a stream ends where the next one is asked for. */
export function uniformStreams(seed: number, purpose: string): (index: number) => UniformStream {
  const starts = streamStarts(seed, purpose);
  const generator = new Generator();
  const one = new Float64Array(1);
  const uniform: UniformStream = () => generator.draw(one)[0] as number;
  uniform.draw = (values) => generator.draw(values);
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

  /** The state stays in registers from one number to the next. */
  draw(values: Float64Array): Float64Array {
    const state = this.#state;
    let high = state[0] as number;
    let low = state[1] as number;
    let otherHigh = state[2] as number;
    let otherLow = state[3] as number;
    let first = 0;
    for (let i = 0; i < 2 * values.length; i++) {
      const word = low + otherLow;
      if ((i & 1) === 0) first = word >>> 5;
      else values[i >> 1] = (first * 2 ** 26 + (word >>> 6)) / 2 ** 53;
      const mixedHigh = otherHigh ^ high;
      const mixedLow = otherLow ^ low;
      otherHigh = (high << 24) | (low >>> 8);
      low = ((low << 24) | (high >>> 8)) ^ mixedLow ^ (mixedLow << 16);
      high = otherHigh ^ mixedHigh ^ ((mixedHigh << 16) | (mixedLow >>> 16));
      otherHigh = (mixedLow << 5) | (mixedHigh >>> 27);
      otherLow = (mixedHigh << 5) | (mixedLow >>> 27);
    }
    state[0] = high;
    state[1] = low;
    state[2] = otherHigh;
    state[3] = otherLow;
    return values;
  }
}
