/** Writes whole numbers of any width up to 53 bits one after another, the lowest bit first. */
export class BitWriter {
  #bytes = new Uint8Array(1024);
  #at = 0;

  /** @param value a whole number, 0 ≤ value < 2^bits */
  write(value: number, bits: number): void {
    const end = this.#at + bits;
    if (end > 8 * this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    while (this.#at < end) {
      const place = this.#at >> 3;
      const taken = Math.min(8 - (this.#at & 7), end - this.#at);
      const part = rest % (1 << taken);
      this.#bytes[place] = (this.#bytes[place] as number) | (part << (this.#at & 7));
      rest = (rest - part) / (1 << taken);
      this.#at += taken;
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, Math.ceil(this.#at / 8));
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
    const end = this.#at + bits;
    let value = 0;
    let weight = 1;
    while (this.#at < end) {
      const taken = Math.min(8 - (this.#at & 7), end - this.#at);
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      value += ((byte >> (this.#at & 7)) & ((1 << taken) - 1)) * weight;
      weight *= 1 << taken;
      this.#at += taken;
    }
    return value;
  }
}
