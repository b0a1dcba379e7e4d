import { readFacts } from '#src/code/read/read-facts.ts';
import type { Reading } from '#src/code/read/reading.ts';

/** What is asked of the worker and what it answers; the number tells which question it was. */
export interface ReadRequest {
  readonly id: number;
  readonly text: string;
}

export interface ReadAnswer {
  readonly id: number;
  readonly reading: Reading;
}

/** The module worker: reads one text after another. */
const port = self as unknown as {
  onmessage: ((event: { readonly data: ReadRequest }) => void) | null;
  postMessage(answer: ReadAnswer): void;
};

port.onmessage = ({ data: { id, text } }) =>
  void readFacts(text).then((reading) => port.postMessage({ id, reading }));
