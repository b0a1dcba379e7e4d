import { useComputedColorScheme } from '@mantine/core';
import { runColour, runDash } from '#src/charts/theme.ts';
import { Swatch } from '#src/ui/swatch.tsx';

/** The look by which charts know a run. @param place in the palette */
export function RunSwatch({ place }: { readonly place: number }) {
  const theme = useComputedColorScheme('light');
  return <Swatch color={runColour(place, theme)} dash={runDash(place)} />;
}
