/** A browser as a journey drives it: the few things that every engine can be told. */
export interface Driver {
  /** Opens an address in a new document; resolves when that has loaded. */
  open(address: string): Promise<void>;
  /** Runs a function in the page, which sees nothing of what is around it here. */
  run<A extends readonly unknown[], T>(script: (...args: A) => T, ...args: A): Promise<T>;
  /** Presses the middle of an element, as a mouse does. */
  click(selector: string): Promise<void>;
  /** Types into an input, in place of what stands there, and presses Enter. */
  type(selector: string, text: string): Promise<void>;
  /** What it heard since then that a quiet page does not do, beside what the page notes itself. */
  readonly heard?: readonly string[];
  /** Ends the browser and forgets its profile. */
  close(): Promise<void>;
}
