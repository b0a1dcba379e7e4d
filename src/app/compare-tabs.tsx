import { ShareResult } from '#src/panels/claim/share-result.tsx';
import shared from '#src/panels/compare.module.css';
import { Overlay } from '#src/panels/overlay/overlay.tsx';
import { RepeatsPanel } from '#src/panels/repeats/repeats-panel.tsx';
import { ReportDialog } from '#src/panels/report/report-dialog.tsx';
import { RunDialog } from '#src/panels/run-view/run-dialog.tsx';
import { RunsPanel } from '#src/panels/runs/runs-panel.tsx';
import { SweepPanel } from '#src/panels/sweep/sweep-panel.tsx';
import type { CompareTab } from '#src/store/compare-state.ts';
import { useCompare } from '#src/store/hooks.ts';

/** One tab of the comparing half, with what opens over it; loaded when it is first looked at. */
export function CompareTabPanel({ tab }: { tab: CompareTab }) {
  return (
    <>
      {tab === 'runs' && (
        <div className={shared.stack}>
          <RunsPanel />
          <Overlay />
        </div>
      )}
      {tab === 'seeds' && <RepeatsPanel />}
      {tab === 'sweeps' && <SweepPanel />}
      <CompareDialogs />
    </>
  );
}

function CompareDialogs() {
  const dialog = useCompare((state) => state.dialog);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'run':
      return <RunDialog {...dialog} />;
    case 'claim':
      return <ShareResult ids={dialog.ids} />;
    case 'report':
      return <ReportDialog ids={dialog.ids} />;
  }
}
