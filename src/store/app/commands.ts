import { parseField } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { EngineChoiceId, EngineId, TargetId } from '#src/experiment/ids.ts';
import { kinPreset } from '#src/experiment/kin.ts';
import { presetById } from '#src/experiment/presets.ts';
import { type Split, withTable } from '#src/experiment/with-table.ts';
import { ok, type Result } from '#src/lib/result.ts';
import type { Assembled } from '#src/share/assemble.ts';
import { type Adapted, adapt, adaptToTarget, freshStart } from '#src/store/app/adapt.ts';
import type { Preferences } from '#src/store/app/preferences.ts';
import { problemText } from '#src/store/app/problem-text.ts';
import { draftKey } from '#src/store/app/selectors.ts';
import type { Dialog, Notice, PageState } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import { newId } from '#src/store/new-id.ts';
import { words } from '#words/store.ts';

const maxNotices = 4;
const seedCount = 2 ** 32;

/** The only ways to change the experiment and the page, without a state of their own. Running is the run controller's. */
export type Commands = ReturnType<typeof createCommands>;

export function createCommands(store: AppStore, preferences: Preferences) {
  const edit = (change: Partial<Experiment>, undoJoin: string | null = null) => {
    const { experiment, notices } = store.getState();
    store.setState({
      experiment: { ...experiment, ...change },
      undoJoin,
      // What was said of the last change is old news after the next.
      notices: notices.filter(({ tone }) => tone !== 'info'),
    });
  };
  const page = (change: Partial<PageState>) => {
    store.setState({ page: { ...store.getState().page, ...change } });
  };
  const notify = (tone: Notice['tone'], title: string, lines: readonly string[] = []) => {
    const notice: Notice = { id: newId(), tone, title, lines };
    const others = store.getState().notices.filter((n) => n.title !== title);
    store.setState({ notices: [...others, notice].slice(-maxNotices) });
  };
  const preferEngine = (enginePreference: EngineChoiceId) => {
    preferences.write('engine', enginePreference);
    page({ enginePreference });
  };
  /** Another experiment is on show; what was said of the last one is no longer true. */
  const openExperiment = (experiment: Experiment, presetId?: string) => {
    store.setState({
      experiment,
      presetId: presetId ?? kinPreset(experiment)?.preset.id ?? null,
      undoJoin: null,
      notices: [],
    });
  };

  const openAdapted = ({ experiment, notes }: Adapted) => {
    openExperiment(experiment);
    if (notes.length > 0) notify('info', words.alsoChangedToSuitThe, notes);
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
    chooseTarget(target: TargetId): Result<Experiment['target']> {
      const { experiment: before, presetId } = store.getState();
      if (target === before.target) return ok(target);
      const adapted = adaptToTarget(before, target);
      const fresh = freshStart(before, adapted.experiment);
      if (fresh === null) openAdapted(adapted);
      else openExperiment(fresh);
      if (fresh !== null && presetId !== null)
        notify('info', words.begunWithSettingsThat, [words.undoBringsTheFormer]);
      return ok(target);
    },
    /** Gives the formula another number of inputs. */
    chooseInputCount(inputCount: number): Result<number> {
      const before = store.getState().experiment;
      const parsed = parseField('inputCount', inputCount);
      if (parsed.ok && inputCount !== before.inputCount) openAdapted(adapt(before, { inputCount }));
      return parsed;
    },
    /** Learns a table of the reader's own. @param table as its text */
    openTable(table: string, inputCount: number, split: Split | null = null, rowWeights = false) {
      openExperiment(withTable(store.getState().experiment, table, inputCount, split, rowWeights));
    },
    openPreset(id: string) {
      const preset = presetById(id);
      if (preset !== undefined) openExperiment(preset.experiment, preset.id);
    },
    /** Shows exactly this experiment; where no preset is named, the one it is close to goes with it. */
    openExperiment,
    /** Opens what an experiment file was read as; what could not be read is named. @returns whether it is one */
    openFile(file: Result<Assembled>): boolean {
      if (!file.ok) {
        notify('error', words.theFileCouldNotBeOpened, [file.error]);
        return false;
      }
      openExperiment(file.value.experiment);
      if (file.value.problems.length > 0)
        notify('warning', words.notAllOfThisFileCould, file.value.problems.map(problemText));
      return true;
    },
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
    preferEngine,
    /** Goes over to an engine: by the reader's preference, or in the experiment where that names one. */
    switchEngine(id: EngineId) {
      if (store.getState().experiment.engine === 'any') preferEngine(id);
      else edit({ engine: id });
    },
    notify,
    dismiss(id: string) {
      store.setState({ notices: store.getState().notices.filter((notice) => notice.id !== id) });
    },
  };
}
