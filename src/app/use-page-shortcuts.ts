import { useMemo } from 'react';
import { useServices } from '#src/store/hooks.ts';
import { type Shortcuts, useShortcuts } from '#src/ui/shortcuts.ts';

/** The keys that the help lists. */
export function usePageShortcuts(): void {
  const { commands, runner } = useServices();
  const shortcuts = useMemo<Shortcuts>(
    () => ({
      space: runner.toggle,
      arrowright: runner.stepEpoch,
      'shift+arrowright': runner.stepBatch,
      r: runner.reset,
      n: commands.newSeed,
      s: () => commands.openDialog('share'),
      '?': () => commands.openDialog('help'),
      'mod+z': commands.undo,
      'mod+shift+z': commands.redo,
      'mod+y': commands.redo,
    }),
    [commands, runner],
  );
  useShortcuts(shortcuts);
}
