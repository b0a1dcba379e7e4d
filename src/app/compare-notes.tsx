import { lazy, Suspense } from 'react';
import { useBatches, useCompare, useLibrary } from '#src/store/hooks.ts';

const CompareCards = lazy(() =>
  import('#src/app/compare-cards.tsx').then((module) => ({ default: module.CompareCards })),
);

/** What the comparing half has to say on either half of the page; nothing is loaded while that is nothing. */
export function CompareNotes() {
  const isQuiet = useCompare(({ origin, claim }) => origin === null && claim === null);
  const isResting = useBatches(
    ({ active, batches }) => active === null && batches.every(({ settled }) => settled),
  );
  const isKept = useLibrary(({ trouble }) => trouble === null);
  if (isQuiet && isResting && isKept) return null;
  return (
    <Suspense>
      <CompareCards />
    </Suspense>
  );
}
