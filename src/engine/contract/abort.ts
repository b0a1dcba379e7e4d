/** What an aborted request rejects with, on both sides of the worker. */
export class AbortedError extends Error {
  override readonly name = 'AbortedError';
}

/** @throws AbortedError when the signal says so */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AbortedError('aborted');
}
