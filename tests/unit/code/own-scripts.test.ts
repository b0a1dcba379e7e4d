import { describe, expect, it } from 'vitest';
import { readCode } from '#src/code/read/read-code.ts';
import { type CodeLanguage, codeLanguages } from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';

async function scriptOf(experiment: Experiment, language: CodeLanguage, link: string | null) {
  const written = await writeScript(experiment, language, { title: 'A', link, losses: [] });
  return written.ok ? written.value : null;
}

describe('a script that was written here, read again', () => {
  const named = presets.map(({ id, experiment }) => [id, experiment] as const);

  it.each(named)('says nothing wrong: %s', async (_, experiment) => {
    for (const language of codeLanguages) {
      const script = await scriptOf(experiment, language, null);
      const { experiments } = await readCode(script ?? '', { now: () => 0 });
      const [found] = experiments;
      // Gradients by hand are no training that is read.
      expect(experiments).toHaveLength(script === null || language === 'numpy' ? 0 : 1);
      const known = (found?.facts ?? []).filter(({ kind }) => kind !== 'open');
      const wrong = known.flatMap(({ field, value }) => {
        const id = fieldIds.find((name) => name === field);
        if (id === undefined || value === 'custom') return [];
        const [read, own] = [{ ...experiment, [id]: value }, experiment].map((one) =>
          fieldText(id, one),
        );
        return read === own ? [] : [`${language}: ${id} ${own}, read ${read}`];
      });
      expect(wrong).toEqual([]);
      if (found !== undefined) expect(known.map(({ field }) => field)).toContain('epochs');
    }
  });
});
