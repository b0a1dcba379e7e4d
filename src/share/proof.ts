import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { decodeSeeds, encodeSeeds, maxSeeds } from '#src/share/claim.ts';
import { escapeValue } from '#src/share/link-text.ts';
import { words } from '#words/base/link.ts';

/** What a verdict proves, as it travels beside its experiment: with changes, so many seeds fit. */
export interface Proof {
  /** The experiment with the changes. */
  readonly after: Experiment;
  readonly seeds: readonly number[];
  /** How many of them fit. */
  readonly fits: number;
  /** What a fit may leave unexplained. */
  readonly unexplained: number;
}

/** A proof before its changes are read: they are pairs of a link. */
interface WrittenProof extends Omit<Proof, 'after'> {
  readonly pairs: string;
}

/** `1000..1007,8,0.041,net=32:relu&lr=0.01`: seeds, how many fit, unexplained share, fields with their new values. */
export function encodeProof(
  experiment: Experiment,
  { after, seeds, fits, unexplained }: Proof,
): string {
  const pairs = fieldIds
    .filter((id) => fieldText(id, after) !== fieldText(id, experiment))
    .map((id) => `${fields[id].key}=${escapeValue(fieldText(id, after))}`);
  return [encodeSeeds(seeds), fits, unexplained, pairs.join('&')].join(',');
}

export function decodeProof(text: string): Result<WrittenProof> {
  const [, seedText = '', fitsText = '', shareText = '', pairs = ''] =
    /^([^,]+),(\d+),([\d.e-]+),(.+)$/s.exec(text) ?? [];
  if (pairs === '') return err(words.expectedSeedsCount);
  const seeds = decodeSeeds(seedText);
  if (seeds === null) return err(words.expectedUpToSeedsSuch(maxSeeds));
  const [fits, unexplained] = [Number(fitsText), Number(shareText)];
  if (fits > seeds.length) return err(words.cannotFit(fits, seeds.length));
  if (!(unexplained > 0 && unexplained <= 1)) return err(words.expectedAShare);
  return ok({ seeds, fits, unexplained, pairs });
}
