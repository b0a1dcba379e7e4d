import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Result } from '#src/lib/result.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { problemOf } from '#src/store/selectors.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';

/** One field of the experiment as a control sees it. */
export interface FieldInHand<Id extends FieldId> {
  readonly value: Experiment[Id];
  /** Takes a valid value, or says why not. */
  readonly set: (candidate: unknown) => Result<Experiment[Id]>;
  readonly frame: ControlProps;
}

export function useField<Id extends FieldId>(id: Id): FieldInHand<Id> {
  const { setField } = useCommands();
  const value = useAppState((state) => state.experiment[id]);
  const problem = useAppState(problemOf(id));
  const { label, help } = fields[id];
  return {
    value,
    set: (candidate) => setField(id, candidate),
    frame: { id: `field-${id}`, label, help, problem },
  };
}
