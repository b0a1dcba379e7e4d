import { useLocalStorage } from '@mantine/hooks';
import type { ChartTheme } from '#src/charts/theme.ts';

/** How pictures leave the page: in its colours, or in light ones whatever these are; remembered for all of them. */
export function usePictureTheme(page: ChartTheme) {
  const [isLight, setIsLight] = useLocalStorage({
    key: 'fitscope.light-pictures',
    defaultValue: false,
  });
  return { theme: isLight ? 'light' : page, isLight, setIsLight } as const;
}
