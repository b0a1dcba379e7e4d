import type { FieldId } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { Preferences } from '#src/store/app/preferences.ts';
import { draftKey } from '#src/store/app/selectors.ts';
import type { Dialog, Notice, PageState } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import { newId } from '#src/store/new-id.ts';

const maxNotices = 4;

export type PageCommands = ReturnType<typeof createPageCommands>;

/** What changes the page and leaves the experiment as it is. */
export function createPageCommands(store: AppStore, preferences: Preferences) {
  const page = (change: Partial<PageState>) => {
    store.setState({ page: { ...store.getState().page, ...change } });
  };
  const notify = (tone: Notice['tone'], title: string, lines: readonly string[] = []) => {
    const notice: Notice = { id: newId(), tone, title, lines };
    const others = store.getState().notices.filter((n) => n.title !== title);
    store.setState({ notices: [...others, notice].slice(-maxNotices) });
  };

  return {
    /** Remembers a text that a field refused, or (null) that there is none; the experiment does not change. */
    keepDraft(
      field: FieldId,
      part: string,
      refused: { readonly text: string; readonly error: string } | null,
    ) {
      const key = draftKey(field, part);
      const { experiment, page: before } = store.getState();
      const { [key]: known, ...others } = before.refusedDrafts;
      if (refused !== null)
        page({
          refusedDrafts: { ...others, [key]: { ...refused, field, over: experiment[field] } },
        });
      else if (known !== undefined) page({ refusedDrafts: others });
    },
    setPage: page,
    openDialog(dialog: Dialog | null) {
      page({ dialog });
    },
    /** Remembered, and used wherever the experiment names no engine. */
    preferEngine(enginePreference: EngineChoiceId) {
      preferences.write('engine', enginePreference);
      page({ enginePreference });
    },
    notify,
    dismiss(id: string) {
      store.setState({ notices: store.getState().notices.filter((notice) => notice.id !== id) });
    },
  };
}
