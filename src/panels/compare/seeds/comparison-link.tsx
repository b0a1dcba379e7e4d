import { useMemo } from 'react';
import type { Batch } from '#src/library/batch.ts';
import { StudyLink } from '#src/panels/compare/shared/study-link.tsx';
import { studyOf } from '#src/panels/compare/shared/study-of.ts';
import { words } from '#words/compare/seeds.ts';

/** Copies a link that sets the experiments of a batch up again; nothing where one link cannot hold them. */
export function ComparisonLink({ batch }: { readonly batch: Batch }) {
  const study = useMemo(() => studyOf(batch), [batch]);
  if (!study?.against?.length) return null;
  return (
    <StudyLink id="copy-comparison" {...study}>
      {words.copyLink}
    </StudyLink>
  );
}
