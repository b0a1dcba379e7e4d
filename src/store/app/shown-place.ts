import type { UrlBinding } from '#src/share/url-binding.ts';
import {
  type CompareStore,
  compareTabs,
  entrance,
  type ShownPlace,
} from '#src/store/library/compare-state.ts';

/** What an entry of the history remembers; the entrance where it remembers nothing, or nothing that we know. */
export function shownPlace(remembered: unknown): ShownPlace {
  const { view, tab, shownBatch } = Object(remembered) as Readonly<Record<string, unknown>>;
  if (view !== 'compare') return entrance;
  return {
    view,
    tab: compareTabs.find((known) => known === tab) ?? entrance.tab,
    shownBatch: typeof shownBatch === 'string' ? shownBatch : null,
  };
}

/** Lets the present entry of the history remember what is looked at, so that a reload leads back there. @returns ends it */
export function rememberPlace(
  store: CompareStore,
  address: Pick<UrlBinding, 'remember'>,
): () => void {
  return store.subscribe(({ view, tab, shownBatch }, before) => {
    if (view === before.view && tab === before.tab && shownBatch === before.shownBatch) return;
    address.remember({ view, tab, shownBatch });
  });
}
