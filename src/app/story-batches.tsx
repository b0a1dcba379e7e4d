import { PresetBatches } from '#src/panels/preset-batches.tsx';
import { presetBatches } from '#src/runs/make-batch.ts';
import { useAppState } from '#src/store/hooks.ts';
import { currentPreset } from '#src/store/selectors.ts';

/** Where one run of a story proves little: the batches that tell more. */
export function StoryBatches() {
  const preset = useAppState(currentPreset);
  if (preset === undefined) return null;
  const ids = presetBatches.filter(({ suits }) => suits(preset)).map(({ id }) => id);
  if (ids.length === 0) return null;
  return <PresetBatches ids={ids} />;
}
