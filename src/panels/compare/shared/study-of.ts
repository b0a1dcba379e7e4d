import { parseField } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { oncePer } from '#src/lib/once-per.ts';
import type { Batch } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { encodeSeeds } from '#src/share/claim.ts';
import { type LinkExtras, toHash } from '#src/share/link-codec.ts';
import { mostAgainst } from '#src/share/studies-in-links.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { seededExperiments, sweepOf } from '#src/studies/make-batch.ts';
import { words } from '#words/compare/shared.ts';

/** An experiment with what it is set against, as links hold it. */
export interface Study extends Pick<LinkExtras, 'against' | 'sweep' | 'overlay'> {
  readonly experiment: Experiment;
}

/** What a link says of a batch; null where one link cannot hold it. */
export function studyOf(batch: Batch): Study | null {
  const sweep = sweepOf(batch);
  if (sweep !== null) {
    // A sample may have left a value out, which is not known, then.
    const isWhole = sweep.axes.every(({ field, values }) =>
      values.every((value) => parseField(field, value).ok),
    );
    return isWhole ? { experiment: sweep.base, sweep } : null;
  }
  const [experiment, ...against] = batch.groups.map((group) => group.experiment);
  return experiment === undefined || against.length > mostAgainst ? null : { experiment, against };
}

/** What a link says of runs over one another; null where one link cannot hold it. */
export function overlayOf(runs: readonly StoredRun[]): Study | null {
  const overlay = seededExperiments(runs);
  const [first] = overlay;
  if (first === undefined || overlay.length > mostAgainst + 1) return null;
  return { experiment: first.experiment, overlay };
}

/** Longer links, in characters, are left out of pictures. */
const longestLink = 2000;

/** What stands under a picture of a batch: its name and seeds, and the link that sets it up again. */
export const studyFooter = oncePer((batch: Batch) =>
  footer(words.withSeeds(batch.title, encodeSeeds(batch.seeds)), studyOf(batch)),
);

/** What stands under a picture of several runs: their names, and the link that trains them again. */
export function overlayFooter(
  runs: readonly StoredRun[],
  names: ReadonlyMap<string, string>,
): string {
  return footer(words.each([...names.values()]), overlayOf(runs));
}

function footer(name: string, study: Study | null): string {
  if (study === null) return name;
  const hash = toHash(study.experiment, study);
  return hash.length > longestLink ? name : `${name}\n${pageLink(hash)}`;
}
