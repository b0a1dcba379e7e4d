import type { Batch } from '#src/library/batch.ts';
import { maxLinkLength, mostAgainst, toHash } from '#src/share/link-codec.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { words } from '#words/compare/seeds.ts';

/** Copies a link that sets the experiments of a batch up again; nothing where one link cannot hold them. */
export function ComparisonLink({ batch }: { readonly batch: Batch }) {
  const [first, ...against] = batch.groups.map(({ experiment }) => experiment);
  if (first === undefined || against.length === 0 || against.length > mostAgainst) return null;
  const hash = toHash(first, { against });
  if (hash.length > maxLinkLength) return null;
  return (
    <CopyButton
      size="xs"
      variant="default"
      text={new URL(`#${hash}`, document.baseURI).href}
      data-testid="copy-comparison"
    >
      {words.copyLink}
    </CopyButton>
  );
}
