/** What aborted work rejects with, on both sides of a worker: the same error that `signal.throwIfAborted()` throws. */
export function abortError(message: string): Error {
  return new DOMException(message, 'AbortError');
}

export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
