/**
 * A pause of one turn of the event loop, in which other messages are handled. By messages and not by timers, which wait
 * 4 ms and more and nearly stop in a hidden tab. For browsers: in Node, `setImmediate` does the same.
 */
export function makeBreath(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
