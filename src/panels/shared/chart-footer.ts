import type { Experiment } from '#src/experiment/fields.ts';
import { toHash } from '#src/share/link-codec.ts';
import { experimentName } from '#src/words/names.ts';
import { words } from '#words/shared.ts';

/** What stands under a picture of an experiment: its name and seed, and the link that opens it. */
export function chartFooter(experiment: Experiment, name = experimentName(experiment)): string {
  const link = new URL(`#${toHash(experiment)}`, document.baseURI).href;
  return `${name} · ${words.seed(experiment.seed)}\n${link}`;
}
