import { useBatches, useCompare, useLibrary } from '#src/store/hooks.ts';
import { lazyPart } from '#src/ui/lazy-part.tsx';

const CompareCards = lazyPart(() =>
  import('#src/app/compare-cards.tsx').then((module) => module.CompareCards),
);

/** What the comparing half has to say on either half of the page; nothing is loaded while that is nothing. */
export function CompareNotes() {
  const isQuiet = useCompare(({ origin, claim }) => origin === null && claim === null);
  const isResting = useBatches(
    ({ active, batches }) => active === null && batches.every(({ settled }) => settled),
  );
  const isKept = useLibrary(({ trouble }) => trouble === null);
  if (isQuiet && isResting && isKept) return null;
  return <CompareCards />;
}
