import type { Experiment } from '#src/experiment/fields.ts';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { experimentName } from '#src/words/names.ts';
import { words } from '#words/shared.ts';

/** What stands under a picture of an experiment: its name and seed, what is to be said of it, and the link that opens it. */
export function chartFooter(
  experiment: Experiment,
  name = experimentName(experiment),
  said: readonly string[] = [],
): string {
  const link = pageLink(toHash(experiment));
  return [`${name} · ${words.seed(experiment.seed)}`, ...said, link].join('\n');
}
