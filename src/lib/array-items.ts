const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
/** Characters with which an array begins, its name among them. */
const longestName = 100;
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Takes the text of a JSON object in pieces and gives the items of its arrays (`{"…": […]}`) one by one, as texts, so
 * that a large file need not be parsed at once. Sees to strings and brackets only: what is no JSON gives items or an
 * outside that are none.
 */
export class ArrayItems {
  readonly #longest: number;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #inArray = false;
  /** So far: of the item under way, and outside of items. */
  #item = '';
  #outside = '';

  /** @param longest characters that an item may have, and all that is outside of them */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** What stands outside of the items: the object with empty arrays. */
  get outside(): string {
    return this.#outside;
  }

  /** The name of the array in which the item that was given last stands. */
  get array(): string {
    return /"([^"]*)"\s*:\s*\[$/.exec(this.#outside.slice(-longestName))?.[1] ?? '';
  }

  /**
   * The items that this piece completes.
   *
   * @throws RangeError when one is too long
   */
  *take(piece: string): Generator<string> {
    let start = 0;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === backslash) this.#isEscaped = true;
        else if (code === quote) this.#inString = false;
        continue;
      }
      switch (code) {
        case quote:
          this.#inString = true;
          break;
        case openBracket:
        case openBrace:
          this.#depth++;
          if (this.#depth !== 2 || code === openBrace) break;
          this.#keep(piece.slice(start, i + 1));
          start = i + 1;
          this.#inArray = true;
          break;
        case closeBracket:
        case closeBrace:
          this.#depth--;
          if (this.#depth !== 1 || !this.#inArray) break;
          yield* this.#complete(piece.slice(start, i));
          start = i;
          this.#inArray = false;
          break;
        case comma:
          if (this.#depth !== 2 || !this.#inArray) break;
          yield* this.#complete(piece.slice(start, i));
          start = i + 1;
      }
    }
    this.#keep(piece.slice(start));
  }

  #keep(text: string): void {
    if (this.#inArray) this.#item += text;
    else this.#outside += text;
    if (this.#item.length > this.#longest || this.#outside.length > this.#longest)
      throw new RangeError('an item is too long');
  }

  *#complete(end: string): Generator<string> {
    this.#keep(end);
    const item = this.#item.trim();
    this.#item = '';
    if (item !== '') yield item;
  }
}
