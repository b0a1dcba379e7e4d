import { Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Overlay } from '#src/panels/compare/overlay/overlay.tsx';
import { ProposedOverlay } from '#src/panels/compare/overlay/proposed-overlay.tsx';
import { RunDialog } from '#src/panels/compare/run-view/run-dialog.tsx';
import { RunsPanel } from '#src/panels/compare/runs/runs-panel.tsx';
import { SeedsPanel } from '#src/panels/compare/seeds/seeds-panel.tsx';
import { SweepPanel } from '#src/panels/compare/sweep/sweep-panel.tsx';
import { ShareResult } from '#src/panels/share/claim/share-result.tsx';
import { ReportDialog } from '#src/panels/share/report/report-dialog.tsx';
import { useAppState, useCompare, useCompareCommands } from '#src/store/hooks.ts';
import type { CompareTab } from '#src/store/library/compare-state.ts';
import { Later } from '#src/ui/later.tsx';
import { words } from '#words/app.ts';

/** One tab of the comparing half, with what opens over it; loaded when it is first looked at. */
export function CompareTabs({ tab }: { tab: CompareTab }) {
  return (
    <>
      {tab === 'runs' && (
        <Stack>
          <ProposedOverlay />
          <RunsPanel />
          {/* With the list above it: what is led to does not move any more. */}
          <Later>
            <OverlaySection />
          </Later>
        </Stack>
      )}
      {tab === 'seeds' && <SeedsPanel />}
      {tab === 'sweeps' && <SweepPanel />}
      <CompareDialogs />
    </>
  );
}

/** Takes the focus where it was asked for. */
function OverlaySection() {
  const section = useRef<HTMLElement>(null);
  const isAskedFor = useCompare((state) => state.leadsToOverlay);
  const { arriveAtOverlay } = useCompareCommands();
  useEffect(() => {
    if (!isAskedFor) return;
    section.current?.focus();
    arriveAtOverlay();
  }, [isAskedFor, arriveAtOverlay]);
  return (
    <section ref={section} tabIndex={-1} id="overlay" aria-label={words.selectedRunsOverOne}>
      <Stack>
        <Overlay />
      </Stack>
    </section>
  );
}

function CompareDialogs() {
  const dialog = useAppState((state) => state.page.dialog);
  if (dialog === null || typeof dialog === 'string') return null;
  switch (dialog.kind) {
    case 'run':
      return <RunDialog {...dialog} />;
    case 'claim':
      return <ShareResult ids={dialog.ids} />;
    case 'report':
      return <ReportDialog ids={dialog.ids} />;
  }
}
