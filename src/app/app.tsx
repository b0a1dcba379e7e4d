import { MantineProvider } from '@mantine/core';
import { ComparePage } from '#src/app/compare-page.tsx';
import { ErrorBoundary } from '#src/app/error-boundary.tsx';
import { Page } from '#src/app/page.tsx';
import type { Started } from '#src/app/start-services.ts';
import { UpdateNotice } from '#src/app/update-notice.tsx';
import { landingPreset } from '#src/experiment/presets.ts';
import { ServicesProvider, useCompare } from '#src/store/hooks.ts';
import { useDropdownFocus } from '#src/ui/dropdown-focus.ts';
import { ReloadContext } from '#src/ui/lazy-part.tsx';
import { cssVariables, theme } from '#src/ui/theme.ts';
import { Tips } from '#src/ui/tips.tsx';

/** The page with everything it needs around it. */
export function App({ services, reload, updates }: Omit<Started, 'hearAfter'>) {
  const { commands, compare } = services;
  /** What broke may have been in a dialog or among the runs: none of them is open then. */
  const openFirst = () => {
    commands.openDialog(null);
    commands.openPreset(landingPreset.id);
    compare.commands.showView('train');
  };
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ServicesProvider value={services}>
        <ErrorBoundary onReset={openFirst} onReload={reload}>
          <ReloadContext value={reload}>
            <View />
            <Tips />
            {updates !== null && <UpdateNotice updates={updates} />}
          </ReloadContext>
        </ErrorBoundary>
      </ServicesProvider>
    </MantineProvider>
  );
}

function View() {
  useDropdownFocus();
  const view = useCompare((state) => state.view);
  return view === 'compare' ? <ComparePage /> : <Page />;
}
