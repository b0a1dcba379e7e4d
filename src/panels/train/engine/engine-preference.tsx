import { engineChoiceIds } from '#src/experiment/ids.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { ChoiceControl } from '#src/ui/choice-control.tsx';
import { fieldWords } from '#words/fields.ts';
import { words } from '#words/train/engine.ts';

const { options } = fieldWords.engine;
const choices = engineChoiceIds.map((id) => ({
  value: id,
  label: id === 'any' ? words.webglOnAGpuElseWebassembly : options[id],
}));

/** What an experiment that names no engine runs on, for this reader. */
export function EnginePreference() {
  const preference = useAppState((state) => state.page.enginePreference);
  const { preferEngine } = useCommands();
  return (
    <ChoiceControl
      id="engine-preference"
      label={words.yourPreference}
      help={words.whatRunsAnExperiment}
      problem={null}
      value={preference}
      choices={choices}
      onChange={preferEngine}
    />
  );
}
