import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useRef } from 'react';
import { CompareNotes } from '#src/app/compare-notes.tsx';
import { Dialogs } from '#src/app/dialogs.tsx';
import classes from '#src/app/page.module.css';
import { ProofNote } from '#src/app/proof-note.tsx';
import { Settings } from '#src/app/settings.tsx';
import { SkipLink } from '#src/app/skip-link.tsx';
import { StoryBatches } from '#src/app/story-batches.tsx';
import { TopBar } from '#src/app/top-bar.tsx';
import { usePageShortcuts } from '#src/app/use-page-shortcuts.ts';
import { MomentBar } from '#src/panels/inside/moment-bar.tsx';
import { FileDrop } from '#src/panels/share/link/file-drop.tsx';
import { Charts } from '#src/panels/train/charts/charts.tsx';
import { EngineChip } from '#src/panels/train/engine/engine-chip.tsx';
import { ChangeMenu } from '#src/panels/train/run-bar/change-menu.tsx';
import { Figures } from '#src/panels/train/run-bar/figures.tsx';
import { RunBar, ThumbBar } from '#src/panels/train/run-bar/run-bar.tsx';
import { SpeedMenu } from '#src/panels/train/run-bar/speed-menu.tsx';
import { Notices } from '#src/panels/train/status/notices.tsx';
import { RunState } from '#src/panels/train/status/run-state.tsx';
import { StandingLine } from '#src/panels/train/status/standing.tsx';
import { StoryCard } from '#src/panels/train/stories/story-card.tsx';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { IconButton } from '#src/ui/icon-button.tsx';
import { Later } from '#src/ui/later.tsx';
import { lazyPart } from '#src/ui/lazy-part.tsx';
import { useTurn } from '#src/ui/use-turn.ts';
import widths from '#src/ui/widths.module.css';
import { words } from '#words/app.ts';

/** The whole page: wide screens have everything in view, narrow ones the charts, with the settings in a sheet. */
export function Page() {
  usePageShortcuts();
  const wide = useScreen(widths.wide ?? '');
  const roomy = useScreen(widths.roomy ?? '');
  return (
    <div className={classes.page}>
      <SkipLink to="charts">{words.skipToTheCharts}</SkipLink>
      <header className={classes.header}>
        <TopBar />
        {wide && (
          <div className={classes.runBar}>
            <RunBar>{roomy && <Overview />}</RunBar>
          </div>
        )}
      </header>
      {wide && <SettingsAside />}
      <main className={classes.main} id="charts" tabIndex={-1}>
        <Notices />
        <CompareNotes />
        <ProofNote />
        <StoryCard brief={!wide} />
        {wide && <StoryBatches />}
        <RunState />
        <StandingLine withWhy={!wide} />
        <Why />
        {wide ? !roomy && <Overview /> : <Figures />}
        <Charts>
          {!wide && (
            <>
              <MomentBar />
              <div className={classes.overview}>
                <EngineChip />
                <SpeedMenu />
                <ChangeMenu />
              </div>
              <StoryBatches />
            </>
          )}
        </Charts>
        <Inside />
        {wide && <MomentBar />}
      </main>
      {!wide && <NarrowBar />}
      <Later>
        <Dialogs />
      </Later>
      <FileDrop />
    </div>
  );
}

function SettingsAside() {
  const place = useRef<HTMLElement>(null);
  const isDue = useTurn(place);
  return (
    <aside ref={place} className={classes.settings} aria-label={words.settings}>
      {isDue && <Settings />}
    </aside>
  );
}

const WhyCard = lazyPart(() =>
  import('#src/panels/why/why-card.tsx').then((module) => module.WhyCard),
);

function Why() {
  const isOpen = useAppState(({ page }) => page.whyOpen);
  const { setPage } = useCommands();
  return isOpen && <WhyCard onClose={() => setPage({ whyOpen: false })} />;
}

const InsideCard = lazyPart(() =>
  import('#src/panels/inside/inside-card.tsx').then((module) => module.InsideCard),
);

function Inside() {
  const isOpen = useAppState(({ page }) => page.insideOpen);
  const { setPage } = useCommands();
  return isOpen && <InsideCard onClose={() => setPage({ insideOpen: false })} />;
}

/** The newest figures, and what computes them. */
function Overview() {
  return (
    <div className={classes.overview}>
      <Figures />
      <EngineChip />
    </div>
  );
}

/** Whether the screen is so now; known before the first drawing. */
function useScreen(query: string): boolean {
  return useMediaQuery(query, false, { getInitialValueInEffect: false });
}

function NarrowBar() {
  const opened = useAppState((state) => state.page.drawerOpen);
  const { setPage } = useCommands();
  return (
    <footer className={classes.narrowBar}>
      <ThumbBar>
        <IconButton
          icon={IconAdjustmentsHorizontal}
          label={words.settings}
          data-testid="settings"
          variant="default"
          size={44}
          onClick={() => setPage({ drawerOpen: true })}
        />
      </ThumbBar>
      <Later>
        <Drawer
          opened={opened}
          onClose={() => setPage({ drawerOpen: false })}
          title={words.settings}
          position="bottom"
          size="50dvh"
          padding={0}
          // The page stays in view, and in use, above: what a change does is seen.
          withOverlay={false}
          lockScroll={false}
          closeButtonProps={{ 'aria-label': words.closeSettings, size: 40, iconSize: 20 }}
          classNames={{ inner: classes.sheet ?? '', header: classes.drawerHeader ?? '' }}
        >
          <Settings />
        </Drawer>
      </Later>
    </footer>
  );
}
