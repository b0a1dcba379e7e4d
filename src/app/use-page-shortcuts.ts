import { useMemo } from 'react';
import { type Action, actions } from '#src/store/actions.ts';
import { useServices } from '#src/store/hooks.ts';
import { useShortcuts } from '#src/ui/shortcuts.ts';

/** The keys of all actions. */
export function usePageShortcuts(): void {
  const services = useServices();
  const shortcuts = useMemo(() => {
    const doing = (action: Action) => () => {
      const { store } = services;
      const { pastStates, futureStates } = store.temporal.getState();
      const history = { undo: pastStates.length, redo: futureStates.length };
      if (action.isPossible?.(store.getState(), history) ?? true) action.act(services);
    };
    return Object.fromEntries(
      Object.values(actions).flatMap((action) =>
        action.keys.map((key) => [key, doing(action)] as const),
      ),
    );
  }, [services]);
  useShortcuts(shortcuts);
}
