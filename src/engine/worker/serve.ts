import { failureOf } from '#src/engine/contract/messages.ts';
import type {
  Answer,
  EventMessage,
  FromWorker,
  RequestName,
  Requests,
  ToWorker,
} from '#src/engine/contract/protocol.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { transferables } from '#src/lib/transfer.ts';

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
  const post = (message: FromWorker): void => port.postMessage(message, transferables(message));
  const handlers = makeHandlers(post);
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
      message = isAbortError(error)
        ? { id, ok: false, aborted: true }
        : { id, ok: false, aborted: false, failure: failureOf(error) };
    }
    underWay.delete(id);
    post(message);
  }

  port.onmessage = ({ data }) => {
    if (data.name === 'abort') underWay.get(data.id)?.abort();
    else void answer(data.id, data.name, data.input);
  };
}
