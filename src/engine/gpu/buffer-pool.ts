/** A buffer of a device, and its size. */
export interface PooledBuffer<B> {
  readonly buffer: B;
  readonly bytes: number;
}

/** Buffers that are idle beside the one that is asked for, at the most, when another has to be made. */
const mostIdle = 4;

/** Buffers of a device that are used again and again, each for one thing at a time. */
export class BufferPool<B> {
  readonly #make: (bytes: number) => B;
  readonly #free: (buffer: B) => void;
  readonly #idle: PooledBuffer<B>[] = [];

  constructor(make: (bytes: number) => B, free: (buffer: B) => void) {
    this.#make = make;
    this.#free = free;
  }

  /** A buffer of at least so many bytes, to be given back. */
  take(bytes: number): PooledBuffer<B> {
    const index = this.#idle.findIndex((idle) => idle.bytes >= bytes && idle.bytes <= 4 * bytes);
    const [found] = index < 0 ? [] : this.#idle.splice(index, 1);
    if (found !== undefined) return found;
    for (const { buffer } of this.#idle.splice(mostIdle)) this.#free(buffer);
    const size = Math.max(1024, 2 ** Math.ceil(Math.log2(bytes)));
    return { buffer: this.#make(size), bytes: size };
  }

  /** Frees what is idle. */
  dispose(): void {
    for (const { buffer } of this.#idle.splice(0)) this.#free(buffer);
  }

  give(buffer: PooledBuffer<B>): void {
    this.#idle.push(buffer);
  }
}
