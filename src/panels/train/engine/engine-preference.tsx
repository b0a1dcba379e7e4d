import { engineChoiceIds } from '#src/experiment/ids.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { ChoiceControl } from '#src/ui/choice-control.tsx';
import { fieldWords } from '#words/fields.ts';

const { options } = fieldWords.engine;
const choices = engineChoiceIds.map((id) => ({
  value: id,
  label: id === 'any' ? 'WebGL on a GPU, else WebAssembly' : options[id],
}));

/** What an experiment that names no engine runs on, for this reader. */
export function EnginePreference() {
  const preference = useAppState((state) => state.page.enginePreference);
  const { preferEngine } = useCommands();
  return (
    <ChoiceControl
      id="engine-preference"
      label="Your preference"
      help="What runs an experiment that names no engine. It is remembered in this browser and is not part of links."
      problem={null}
      value={preference}
      choices={choices}
      onChange={preferEngine}
    />
  );
}
