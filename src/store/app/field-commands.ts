import { parseField } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { presetById } from '#src/experiment/presets.ts';
import type { Result } from '#src/lib/result.ts';
import type { PageCommands } from '#src/store/app/page-commands.ts';
import type { AppStore } from '#src/store/app/store.ts';

const seedCount = 2 ** 32;

/** What changes fields of the experiment. */
export function createFieldCommands(
  store: AppStore,
  { preferEngine }: Pick<PageCommands, 'preferEngine'>,
) {
  const edit = (change: Partial<Experiment>, undoJoin: string | null = null) => {
    const { experiment, notices } = store.getState();
    store.setState({
      experiment: { ...experiment, ...change },
      undoJoin,
      // What was said of the last change is old news after the next.
      notices: notices.filter(({ tone }) => tone !== 'info'),
    });
  };
  return {
    /**
     * Sets one field to a value that the field itself accepts; anything else is refused and nothing changes.
     *
     * @param undoJoin names the gesture this belongs to: quick changes of one gesture are one step of undo
     */
    setField<Id extends FieldId>(
      id: Id,
      candidate: unknown,
      undoJoin: string | null = null,
    ): Result<Experiment[Id]> {
      const parsed = parseField(id, candidate);
      if (parsed.ok && parsed.value !== store.getState().experiment[id])
        edit({ [id]: parsed.value }, undoJoin);
      return parsed;
    },
    /** Sets several fields in one step of undo; the values are known to be valid. */
    setFields: (change: Partial<Experiment>) => edit(change),
    /** Every field back to what the preset says, the seed included. */
    resetToPreset() {
      const preset = presetById(store.getState().presetId ?? '');
      if (preset !== undefined) edit(preset.experiment);
    },
    /** The next seed; pinned seeds stay. */
    newSeed() {
      edit({ seed: (store.getState().experiment.seed + 1) % seedCount });
    },
    undo() {
      store.temporal.getState().undo();
    },
    redo() {
      store.temporal.getState().redo();
    },

    /** Goes over to an engine: by the reader's preference, or in the experiment where that names one. */
    switchEngine(id: EngineId) {
      if (store.getState().experiment.engine === 'any') preferEngine(id);
      else edit({ engine: id });
    },
  };
}
