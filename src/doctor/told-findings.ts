import type { Finding } from '#src/doctor/contract.ts';
import { type FindingId, findingId } from '#src/doctor/finding-forms.ts';

/** What says the same in other words, by what was measured: the first is told, and the others with it. */
const alike: Readonly<Record<string, readonly FindingId[]>> = {
  diverged: ['lr_high_diverged', 'explode_diverged'],
  fall: ['few_steps_falling', 'lr_low_falling'],
  rises: ['batch_small', 'lr_high'],
};

/** A finding, and what else speaks by the same measurement. */
export interface ToldFinding {
  readonly finding: Finding;
  readonly alike: readonly Finding[];
}

/** Each measurement once. */
export function toldFindings(findings: readonly Finding[]): readonly ToldFinding[] {
  return findings.flatMap((finding): ToldFinding[] => {
    const group = Object.values(alike).find((ids) => ids.includes(findingId(finding))) ?? [];
    const said = group.flatMap((id) => findings.find((other) => findingId(other) === id) ?? []);
    if (said.length < 2) return [{ finding, alike: [] }];
    const [first, ...others] = said;
    return first === finding ? [{ finding, alike: others }] : [];
  });
}
