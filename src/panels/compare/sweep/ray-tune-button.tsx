import { Button } from '@mantine/core';
import { IconBrandPython } from '@tabler/icons-react';
import { saveFile } from '#src/charts/save-file.ts';
import { rayTuneScript } from '#src/export/ray-tune.ts';
import { toHash } from '#src/share/link-codec.ts';
import type { Sweep } from '#src/studies/sweep.ts';
import { words } from '#words/compare/sweep.ts';

/** A sweep as a Python script for a cluster. */
export function RayTuneButton({ sweep }: { sweep: Sweep }) {
  const save = () =>
    saveFile(
      'fitscope-sweep.py',
      new Blob([rayTuneScript(sweep, toHash(sweep.base))], { type: 'text/x-python' }),
    );
  return (
    <Button
      data-tip={words.aPythonScriptForRay}
      leftSection={<IconBrandPython size={14} aria-hidden />}
      onClick={save}
    >
      {words.exportForACluster}
    </Button>
  );
}
