/** Node's alone. */
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };

const waiting: (() => void)[] = [];
let channel: MessageChannel | null = null;

/**
 * Resolves in a later task: other messages of this thread are handled in between. By messages and not by timers, which
 * wait 4 ms and more and nearly stop in a hidden tab. Node's message ports would keep its other events waiting;
 * `setImmediate` does not.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    waiting.push(resolve);
    if (channel === null) {
      channel = new MessageChannel();
      channel.port1.onmessage = () => waiting.shift()?.();
    }
    channel.port2.postMessage(null);
  });
}
