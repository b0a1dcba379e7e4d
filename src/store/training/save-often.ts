/** The parts of a window that tell when it may be the last moment to save. */
export interface ClosingPage extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

/** What is saved: as often as is worth it, and whatever the cost. */
export interface Saver {
  /** Called every second. */
  tick(): void;
  save(): void;
}

/**
 * Lets `saver` save while the page is open, and whenever it is hidden or left: on phones the last that a page hears.
 *
 * @returns ends it
 */
export function saveOften(saver: Saver, page: ClosingPage): () => void {
  const save = () => saver.save();
  const saveIfHidden = () => {
    if (page.document.visibilityState === 'hidden') save();
  };
  const timer = setInterval(() => saver.tick(), 1000);
  page.addEventListener('pagehide', save);
  page.document.addEventListener('visibilitychange', saveIfHidden);
  return () => {
    clearInterval(timer);
    page.removeEventListener('pagehide', save);
    page.document.removeEventListener('visibilitychange', saveIfHidden);
  };
}
