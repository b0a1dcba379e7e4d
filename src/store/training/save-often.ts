/** The parts of a window that tell when it may be the last moment to save. */
export interface ClosingPage extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

/** What a page that is killed, which tells nobody, loses at most. */
const everyMilliseconds = 10_000;

/**
 * Calls `save` every few seconds, and whenever the page is hidden or left: on phones the last that a page hears.
 *
 * @returns ends it
 */
export function saveOften(save: () => void, page: ClosingPage): () => void {
  const saveIfHidden = () => {
    if (page.document.visibilityState === 'hidden') save();
  };
  const timer = setInterval(save, everyMilliseconds);
  page.addEventListener('pagehide', save);
  page.document.addEventListener('visibilitychange', saveIfHidden);
  return () => {
    clearInterval(timer);
    page.removeEventListener('pagehide', save);
    page.document.removeEventListener('visibilitychange', saveIfHidden);
  };
}
