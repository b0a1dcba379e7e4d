/** Writes whole numbers of any width up to 53 bits one after another, the lowest bit first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #bit = 0;

  /** @param value a whole number, 0 ≤ value < 2^bits */
  write(value: number, bits: number): void {
    let rest = value;
    for (let i = 0; i < bits; i++) {
      const byte = this.#bit === 0 ? 0 : (this.#bytes.pop() ?? 0);
      this.#bytes.push(byte | ((rest % 2) << this.#bit));
      rest = Math.floor(rest / 2);
      this.#bit = (this.#bit + 1) % 8;
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what a `BitWriter` wrote. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bits that are left. */
  get left(): number {
    return 8 * this.#bytes.length - this.#at;
  }

  /** @returns beyond the end: zeros */
  read(bits: number): number {
    let value = 0;
    let weight = 1;
    for (let i = 0; i < bits; i++) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      if ((byte >> (this.#at & 7)) & 1) value += weight;
      weight *= 2;
      this.#at++;
    }
    return value;
  }
}
