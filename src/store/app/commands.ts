import { createFieldCommands } from '#src/store/app/field-commands.ts';
import { createOpenCommands } from '#src/store/app/open-commands.ts';
import { createPageCommands } from '#src/store/app/page-commands.ts';
import type { Preferences } from '#src/store/app/preferences.ts';
import type { AppStore } from '#src/store/app/store.ts';

/** The only ways to change the experiment and the page, without a state of their own. Running is the run controller's. */
export type Commands = ReturnType<typeof createCommands>;

export function createCommands(store: AppStore, preferences: Preferences) {
  const page = createPageCommands(store, preferences);
  return { ...createFieldCommands(store, page), ...createOpenCommands(store, page), ...page };
}
