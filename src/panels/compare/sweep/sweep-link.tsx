import { useMemo } from 'react';
import type { Batch } from '#src/library/batch.ts';
import { StudyLink } from '#src/panels/compare/shared/study-link.tsx';
import { studyOf } from '#src/panels/compare/shared/study-of.ts';
import { words } from '#words/compare/sweep.ts';

/** Copies a link that sets a sweep up again; nothing where one link cannot hold it. */
export function SweepLink({ batch }: { readonly batch: Batch }) {
  const study = useMemo(() => studyOf(batch), [batch]);
  if (study?.sweep === undefined) return null;
  return (
    <StudyLink id="copy-sweep" {...study}>
      {words.copyLink}
    </StudyLink>
  );
}
