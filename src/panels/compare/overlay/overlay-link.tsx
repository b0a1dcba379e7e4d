import { useMemo } from 'react';
import type { StoredRun } from '#src/library/stored-run.ts';
import { StudyLink } from '#src/panels/compare/shared/study-link.tsx';
import { overlayOf } from '#src/panels/compare/shared/study-of.ts';
import { words } from '#words/compare/overlay.ts';

/** Copies a link that trains these runs again and lays them over one another; nothing where one link cannot hold them. */
export function OverlayLink({ runs }: { readonly runs: readonly StoredRun[] }) {
  const study = useMemo(() => overlayOf(runs), [runs]);
  if (study === null || runs.length < 2) return null;
  return (
    <StudyLink id="copy-overlay" {...study}>
      {words.copyLink}
    </StudyLink>
  );
}
