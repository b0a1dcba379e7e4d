import { useEffect, useState } from 'react';
import type { Source } from '#src/charts/figure.ts';

/**
 * Renders again after any of the sources changed, at most once in an interval.
 *
 * @param sources keep the same array while they are the same
 * @param interval in milliseconds
 */
export function useChanges(sources: readonly Source[], interval: number): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      if (timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        setTurn((turn) => turn + 1);
      }, interval);
    };
    const stops = sources.map((source) => source.subscribe(changed));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [sources, interval]);
}
