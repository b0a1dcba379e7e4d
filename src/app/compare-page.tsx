import { Loader, Tabs } from '@mantine/core';
import { CompareNotes } from '#src/app/compare-notes.tsx';
import { Dialogs } from '#src/app/dialogs.tsx';
import classes from '#src/app/page.module.css';
import { SkipLink } from '#src/app/skip-link.tsx';
import { TopBar } from '#src/app/top-bar.tsx';
import { FileDrop } from '#src/panels/share/link/file-drop.tsx';
import { Notices } from '#src/panels/train/status/notices.tsx';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { type CompareTab, compareTabs } from '#src/store/library/compare-state.ts';
import { lazyPart } from '#src/ui/lazy-part.tsx';
import { words } from '#words/app.ts';

const CompareTabs = lazyPart(() =>
  import('#src/app/compare-tabs.tsx').then((module) => module.CompareTabs),
);

const tabNames = {
  runs: words.runs,
  seeds: words.seeds,
  sweeps: words.sweeps,
} as const satisfies Record<CompareTab, string>;

/** The runs that are kept: over one another, with many seeds, over many values. */
export function ComparePage() {
  const tab = useCompare((state) => state.tab);
  const { showTab } = useCompareCommands();
  return (
    <div className={classes.comparePage}>
      <SkipLink to="compare">{words.skipToTheRuns}</SkipLink>
      <header className={classes.header}>
        <TopBar />
      </header>
      <main className={classes.compareMain} id="compare" tabIndex={-1}>
        <Notices />
        <CompareNotes />
        <Tabs value={tab} onChange={(value) => showTab(value as CompareTab)} keepMounted={false}>
          <Tabs.List mb="md">
            {compareTabs.map((value) => (
              <Tabs.Tab key={value} value={value} data-testid={`tab-${value}`}>
                {tabNames[value]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {compareTabs.map((value) => (
            <Tabs.Panel key={value} value={value}>
              <CompareTabs tab={value} fallback={<Loader size="sm" aria-label={words.loading} />} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </main>
      <Dialogs />
      <FileDrop />
    </div>
  );
}
