import { AbortedError } from '#src/engine/contract/abort.ts';
import type {
  Answer,
  EventMessage,
  EventName,
  FromWorker,
  RequestName,
  Requests,
  ToWorker,
} from '#src/engine/contract/protocol.ts';

/** One function for each request; none may be missing. */
export type Handlers = {
  readonly [N in RequestName]: (
    input: Requests[N][0],
    signal: AbortSignal,
  ) => Promise<Requests[N][1]>;
};

/** Sends an event to the page. */
export type Emit = (message: EventMessage) => void;

/** The part of a worker's global scope, or of a message port, that serving needs. */
export interface ServingPort {
  postMessage(message: FromWorker, transfer: ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

/**
 * Answers the requests that arrive at `port`, each exactly once, and hands aborts on to the handler at work.
 *
 * @param makeHandlers receives the way to emit events
 */
export function serve(port: ServingPort, makeHandlers: (emit: Emit) => Handlers): void {
  const handlers = makeHandlers((message) => port.postMessage(message, arraysOf(message)));
  const underWay = new Map<number, AbortController>();

  async function answer<N extends RequestName>(
    id: number,
    name: N,
    input: Requests[N][0],
  ): Promise<void> {
    const controller = new AbortController();
    underWay.set(id, controller);
    let message: Answer;
    try {
      message = { id, ok: true, output: await handlers[name](input, controller.signal) };
    } catch (error) {
      const aborted = error instanceof AbortedError;
      message = { id, ok: false, aborted, message: wordsOf(error) };
    }
    underWay.delete(id);
    port.postMessage(message, []);
  }

  port.onmessage = ({ data }) => {
    if (data.name === 'abort') underWay.get(data.id)?.abort();
    else void answer(data.id, data.name, data.input);
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The large arrays of each event: they change hands and cost nothing to send. */
const arrays: { readonly [N in EventName]?: (message: EventMessage<N>) => ArrayBufferView[] } = {
  header: ({ header }) => [
    header.train.x,
    header.train.y,
    header.heldOut.x,
    header.heldOut.y,
    header.grid.axis,
    header.gridTruth,
  ],
  epochs: ({ records }) => Object.values(records.columns),
  snapshot: ({ snapshot }) => [
    snapshot.parameters,
    snapshot.predictions,
    snapshot.atTrain,
    snapshot.atHeldOut,
  ],
};

/** Buffers that belong wholly to one array of the message; a view into a larger buffer is copied instead. */
function arraysOf(message: EventMessage): ArrayBuffer[] {
  const views = arrays[message.event]?.(message as never) ?? [];
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer, byteLength } of views) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffers.add(buffer);
  }
  return [...buffers];
}
