import { adviceOn } from '#src/experiment/advice.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Result } from '#src/lib/result.ts';
import { valueNote } from '#src/panels/fields/value-note.ts';
import { draftKey, problemOf } from '#src/store/app/selectors.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';
import type { DraftKeeper } from '#src/ui/use-draft.ts';
import { fieldWords } from '#words/fields.ts';

/** One field of the experiment as a control sees it. */
export interface FieldInHand<Id extends FieldId> {
  readonly value: Experiment[Id];
  /** Takes a valid value, or says why not. `undoJoin`: see the command `setField`. */
  readonly set: (candidate: unknown, undoJoin?: string) => Result<Experiment[Id]>;
  readonly frame: ControlProps;
  /** For a control of several inputs: what remembers the refused text of one of them, by a name of its own. */
  readonly keeperOf: (part: string) => DraftKeeper;
}

export function useField<Id extends FieldId>(id: Id): FieldInHand<Id> {
  const { setField, keepDraft } = useCommands();
  const value = useAppState((state) => state.experiment[id]);
  const problem = useAppState(problemOf(id));
  const drafts = useAppState((state) => state.page.refusedDrafts);
  const keeperOf = (part: string): DraftKeeper => {
    const draft = drafts[draftKey(id, part)];
    return {
      kept: draft !== undefined && draft.over === value ? draft : null,
      keep: (refused) => keepDraft(id, part, refused),
      over: value,
    };
  };
  const note = useAppState((state) => valueNote(id, state.experiment));
  const advice = useAppState(
    ({ experiment }) => adviceOn(experiment).find(({ field }) => field === id)?.message ?? null,
  );
  const { label, help } = fieldWords[id];
  return {
    value,
    set: (candidate, undoJoin) => setField(id, candidate, undoJoin),
    frame: { id: `field-${id}`, label, help, problem, note, advice, keeper: keeperOf('') },
    keeperOf,
  };
}
