import { BatchStatus } from '#src/panels/compare/batch-status/batch-status.tsx';
import { ForkCard } from '#src/panels/compare/fork/fork-card.tsx';
import { StorageTrouble } from '#src/panels/compare/storage/storage-trouble.tsx';
import { ClaimCard } from '#src/panels/share/claim/claim-card.tsx';
import { useCompare } from '#src/store/hooks.ts';

/** Runs that could not be kept, a claim to be checked, a fork under way, batches that train or wait. */
export function CompareCards() {
  const view = useCompare((state) => state.view);
  return (
    <>
      <StorageTrouble />
      <ClaimCard />
      {view === 'train' && <ForkCard />}
      <BatchStatus />
    </>
  );
}
