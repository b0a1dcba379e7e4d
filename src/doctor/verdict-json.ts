import { causeOf } from '#src/doctor/causes/causes.ts';
import type { Finding, Trial, Verdict } from '#src/doctor/contract.ts';

/** A verdict as plain JSON: what the command line writes. Skills that are not finite are null. */
export function verdictJson(verdict: Verdict) {
  const { before, minimal, findings, criterion, confirmed, closest } = verdict;
  const [best] = minimal;
  return {
    skill: { before: before.skill, after: (confirmed ?? best ?? closest ?? before).skill },
    fits: verdict.fits,
    seeds: before.fits,
    criterion,
    floors: verdict.floors,
    proofs: findings
      .filter(({ certainty }) => certainty === 'proof')
      .map(({ blocks, ...finding }) => ({ ...findingJson(finding), blocks: blocks === true })),
    causes: minimal.flatMap((trial) =>
      trial.causes.map((id) => ({
        id,
        kind: causeOf(id).kind,
        certainty: findings.find((finding) => finding.id === id)?.certainty ?? 'trial',
        ...trialJson(trial),
      })),
    ),
    minimal: minimal.map(trialJson),
    enough: verdict.enough.map(trialJson),
    necessary: verdict.necessary,
    immaterial: verdict.immaterial,
    irrelevant: verdict.useless.map(trialJson),
    confirmed: confirmed === null ? null : trialJson(confirmed),
    closest: closest === null ? null : trialJson(closest),
    untried: verdict.untried,
    partings: verdict.partings,
    signs: findings.filter(({ certainty }) => certainty === 'sign').map(findingJson),
    runs: verdict.runs,
    steps: verdict.steps,
    seconds: verdict.seconds,
  };
}

function findingJson({ id, kind, figures, rows }: Omit<Finding, 'blocks'>) {
  return { id, kind, figures, ...(rows && { rows }) };
}

function trialJson({ causes, changes, fits, skill, beside, droppedEarly }: Trial) {
  return { causes, changes, fits, skill, ...beside, droppedEarly };
}
