/** A stretch of a text, in characters: from the first to behind the last. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Text that knows where each of its characters stands in the text that it was made from. */
export class MappedText {
  readonly text: string;
  /** For each character its place in the original; one more for the end. */
  readonly #origin: Uint32Array;

  private constructor(text: string, origin: Uint32Array) {
    this.text = text;
    this.#origin = origin;
  }

  static of(text: string): MappedText {
    return new MappedText(
      text,
      Uint32Array.from({ length: text.length + 1 }, (_, i) => i),
    );
  }

  /** Joins parts of one original, `separator` between them. */
  static join(parts: readonly MappedText[], separator: string): MappedText {
    const text = parts.map((part) => part.text).join(separator);
    const origin = new Uint32Array(text.length + 1);
    let at = 0;
    for (const [i, part] of parts.entries()) {
      if (i > 0) at = fill(origin, at, separator.length, parts[i - 1]?.end ?? 0);
      origin.set(part.#origin.subarray(0, part.text.length), at);
      at += part.text.length;
    }
    origin[at] = parts.at(-1)?.end ?? 0;
    return new MappedText(text, origin);
  }

  get end(): number {
    return this.#origin[this.text.length] as number;
  }

  slice(from: number, to: number = this.text.length): MappedText {
    const text = this.text.slice(from, to);
    return new MappedText(text, this.#origin.slice(from, from + text.length + 1));
  }

  lines(): readonly MappedText[] {
    const lines: MappedText[] = [];
    for (let from = 0; from <= this.text.length; ) {
      const found = this.text.indexOf('\n', from);
      const to = found < 0 ? this.text.length : found;
      lines.push(this.slice(from, to));
      from = to + 1;
    }
    return lines;
  }

  /** What stands in for a match takes over the match's places, character by character. */
  replace(pattern: RegExp, by: (match: RegExpExecArray) => string): MappedText {
    const parts: MappedText[] = [];
    let done = 0;
    for (const match of this.text.matchAll(pattern)) {
      const replacement = by(match);
      if (replacement === match[0]) continue;
      parts.push(this.slice(done, match.index), this.#standIn(match, replacement));
      done = match.index + match[0].length;
    }
    return parts.length === 0 ? this : MappedText.join([...parts, this.slice(done)], '');
  }

  /** Puts characters in front that the original has not. */
  indented(by: string): MappedText {
    if (by === '') return this;
    const origin = new Uint32Array(by.length + this.text.length + 1);
    fill(origin, 0, by.length, this.#origin[0] as number);
    origin.set(this.#origin, by.length);
    return new MappedText(by + this.text, origin);
  }

  /** The place in the original. */
  origin({ from, to }: Place): Place {
    const first = this.#origin[from] ?? this.end;
    const last = to > from ? (this.#origin[to - 1] ?? this.end) + 1 : first;
    return { from: first, to: Math.max(first, last) };
  }

  #standIn(match: RegExpExecArray, text: string): MappedText {
    const last = Math.max(match[0].length - 1, 0);
    const origin = Uint32Array.from(
      { length: text.length + 1 },
      (_, i) => this.#origin[match.index + Math.min(i, last)] as number,
    );
    return new MappedText(text, origin);
  }
}

function fill(origin: Uint32Array, at: number, count: number, place: number): number {
  origin.fill(place, at, at + count);
  return at + count;
}
