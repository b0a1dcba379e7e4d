import type { EngineClient } from '#src/engine/page/client.ts';

/**
 * Tells the worker of the run on show how many threads it may take: the cores that neither other trainings nor, where
 * there are more than two, the page needs.
 *
 * @param cores 1: threads cannot share memory here, and nothing is said
 * @returns to be told how many cores other trainings need
 */
export function shareCores(
  client: Pick<EngineClient, 'request'>,
  cores: number,
): (busy: number) => void {
  const free = cores > 2 ? cores - 1 : cores;
  const tell = (busy: number): void => {
    if (cores === 1) return;
    const most = Math.max(1, free - busy);
    client.request('threads', { most }).catch(() => undefined); // without an answer there is one
  };
  tell(0);
  return tell;
}
