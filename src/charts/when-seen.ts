/** Milliseconds of a frame that what has come into view may take; the rest waits for the next one. */
const frameBudget = 8;

/** It counts as in view a little before. */
const rootMargin = '200px';

const waiting = new Map<Element, () => void>();
/** Of those that wait: what is in view. */
const due = new Set<Element>();
let observer: IntersectionObserver | null = null;
let frame: number | null = null;

/**
 * Acts once, as soon as an element is in view, or before the page is printed: paper shows what is out of sight, too.
 *
 * @returns takes it back
 */
export function whenSeen(element: Element, act: () => void): () => void {
  observer ??= observe();
  waiting.set(element, act);
  observer.observe(element);
  return () => forget(element);
}

function observe(): IntersectionObserver {
  window.addEventListener('beforeprint', () => {
    for (const element of waiting.keys()) actOn(element);
  });
  return new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) due.add(target);
        else due.delete(target);
      }
      if (frame === null) actOnDue();
    },
    { rootMargin },
  );
}

function actOnDue(): void {
  const start = performance.now();
  try {
    for (const element of due) {
      if (performance.now() - start > frameBudget) break;
      actOn(element);
    }
  } finally {
    // One that fails costs no other.
    if (due.size > 0) frame ??= requestAnimationFrame(actInFrame);
  }
}

function actInFrame(): void {
  frame = null;
  actOnDue();
}

function actOn(element: Element): void {
  const act = waiting.get(element);
  forget(element);
  act?.();
}

function forget(element: Element): void {
  waiting.delete(element);
  due.delete(element);
  observer?.unobserve(element);
}
