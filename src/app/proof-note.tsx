import { useProof } from '#src/store/hooks.ts';
import { lazyPart } from '#src/ui/lazy-part.tsx';

const ProofCard = lazyPart(() =>
  import('#src/panels/why/proof-card.tsx').then((module) => module.ProofCard),
);

/** What a link says makes its experiment fit; nothing is loaded where it says nothing. */
export function ProofNote() {
  return useProof(({ opened }) => opened !== null) && <ProofCard />;
}
