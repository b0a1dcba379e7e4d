import { PresetBatches } from '#src/panels/compare/shared/preset-batches.tsx';
import { currentPreset } from '#src/store/app/selectors.ts';
import { useAppState } from '#src/store/hooks.ts';
import { presetBatches } from '#src/studies/make-batch.ts';

/** Where one run of a story proves little: the batches that tell more. */
export function StoryBatches() {
  const preset = useAppState(currentPreset);
  if (preset === undefined) return null;
  const ids = presetBatches.filter(({ suits }) => suits(preset)).map(({ id }) => id);
  if (ids.length === 0) return null;
  return <PresetBatches ids={ids} />;
}
