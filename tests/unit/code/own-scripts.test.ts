import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCode } from '#src/code/read/read-code.ts';
import { type CodeLanguage, codeLanguages } from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import { fromHash, toHash } from '#src/share/link-codec.ts';
import { linkInText } from '#src/share/link-in-text.ts';
import { experiments } from '../../support/arbitrary-experiment.ts';

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
      expect(experiments).toHaveLength(script === null || /^(?:numpy|jax)$/.test(language) ? 0 : 1);
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

describe('the link in a text', () => {
  it('of a script is its experiment', async () => {
    let count = 0;
    const address = fc.constantFrom('', 'https://example.org/page/?a=1');
    const property = fc.asyncProperty(experiments(), address, async (experiment, page) => {
      const link = `${page}#${toHash(experiment)}`;
      for (const language of codeLanguages) {
        const script = await scriptOf(experiment, language, link);
        if (script === null) continue;
        count++;
        const said = { ...fromHash(link), problems: [] };
        expect(linkInText(script)).toEqual(said);
        expect(toHash(said.experiment)).toBe(toHash(experiment));
      }
    });
    await fc.assert(property, { numRuns: 100, seed: 1 });
    expect(count).toBeGreaterThan(50);
  });

  it.each([
    ['x = 1\n# made by https://a.b/c#v=2&amp;lr=0.5\n', 0.5],
    ["'''\n#v=2&lr=0.25\n'''", 0.25],
    ['"""\n#v=2\n"""', fromHash('#v=2').experiment.learningRate],
  ])('%j', (text, learningRate) => {
    expect(linkInText(text)).toMatchObject({ experiment: { learningRate }, problems: [] });
  });

  it.each(['', 'x = "#v=2&lr=0.5"', 'see #v=2', '#v=a&lr=1', `#v=2&a=${'b'.repeat(40_000)}`])(
    'is none in %j',
    (text) => expect(linkInText(text)).toBeNull(),
  );

  it('names what could not be read', () => {
    expect(linkInText('# #v=2&lr=0.5&tempo=3')).toMatchObject({
      experiment: { learningRate: 0.5 },
      problems: [{ field: 'tempo' }],
    });
    expect(linkInText('# #v=99&lr=0.5')).toMatchObject({ newerVersion: 99 });
  });
});
