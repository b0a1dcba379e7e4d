import { type RefObject, startTransition, useEffect, useState } from 'react';
import { enter, leave, nextSeen, type Waiting } from '#src/ui/turns.ts';

/** Whether it is time to draw what stands in a place: it is seen, or the page is idle; one is drawn after the other. */
export function useTurn(place: RefObject<Element | null>): boolean {
  const [hasCome, setHasCome] = useState(false);
  useEffect(() => {
    if (hasCome || place.current === null) return undefined;
    const come = () => startTransition(() => setHasCome(true));
    const own: Waiting = { isSeen: false, come };
    const observer = new IntersectionObserver((entries) => {
      own.isSeen = entries.at(-1)?.isIntersecting ?? false;
      nextSeen();
    });
    observer.observe(place.current);
    enter(own);
    return () => {
      observer.disconnect();
      leave(own);
    };
  }, [place, hasCome]);
  return hasCome;
}
