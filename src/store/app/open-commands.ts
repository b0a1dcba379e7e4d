import { parseField } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { TargetId } from '#src/experiment/ids.ts';
import { kinPreset } from '#src/experiment/kin.ts';
import { presetById } from '#src/experiment/presets.ts';
import { type Split, withTable } from '#src/experiment/with-table.ts';
import { ok, type Result } from '#src/lib/result.ts';
import type { Assembled } from '#src/share/assemble.ts';
import { type Adapted, adapt, adaptToTarget, freshStart } from '#src/store/app/adapt.ts';
import type { PageCommands } from '#src/store/app/page-commands.ts';
import { problemText } from '#src/store/app/problem-text.ts';
import type { AppStore } from '#src/store/app/store.ts';
import { words } from '#words/store.ts';

/** What puts another experiment in the place of the one on show. */
export function createOpenCommands(store: AppStore, { notify }: Pick<PageCommands, 'notify'>) {
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
  };
}
