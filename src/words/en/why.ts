import type {
  CauseId,
  Change,
  Criterion,
  Finding,
  Parting,
  Partings,
  Trial,
  Verdict,
} from '#src/doctor/contract.ts';
import { circumstances } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { formatNumber } from '#src/lib/number-format.ts';
import { differences } from '#src/words/differences.ts';
import { causeName, findingText } from '#words/causes.ts';
import { counted, inSentence } from '#words/forms.ts';

/** "output activation Softmax → Linear, epochs 50 → 500"; without what has no effect once they are made. */
export function changeText(experiment: Experiment, changes: Change): string {
  const changed = { ...experiment, ...changes };
  return differences([experiment, changed], circumstances)
    .filter(({ field }) => isRelevant(field, changed))
    .map(({ label, values: [before, after] }) => `${inSentence(label)} ${before} → ${after}`)
    .join(', ');
}

function skillText(skill: number): string {
  return Number.isFinite(skill) ? formatNumber(skill, 3) : 'none, it diverged';
}

/** "7 of 8 seeds". */
function countText([count, of]: Trial['fits']): string {
  return `${count} of ${counted(of, 'seed')}`;
}

const criterionSources = {
  reference: 'twice what a larger network, trained longer on the same data, leaves',
  noise: 'twice the noise',
  least: 'a reference leaves less than half of that',
  reader: 'as asked',
} as const satisfies Record<Criterion['from'], string>;

/** What counts as a fit. */
export function criterionText({ unexplained, from }: Criterion): string {
  return `A fit leaves at most ${formatNumber(100 * unexplained, 2)} % unexplained (${criterionSources[from]}).`;
}

/** The verdict in one sentence. */
export function headline(verdict: Verdict): string {
  const { before, fits, minimal, enough, findings, experiment, alone, closest } = verdict;
  const [count, of] = before.fits;
  const counted = `${countText(before.fits)} fit, skill ${skillText(before.skill)}`;
  if (count === of)
    return closest === null
      ? `It fits: ${counted}. Nothing has to be mended.`
      : `It fits as well as its points allow: ${counted}. With ${changeText(experiment, closest.changes)} the skill is ${skillText(closest.skill)}.`;
  const state = fits ? `It mostly fits: ${counted}` : `It does not fit: ${counted}`;
  const [best] = minimal;
  if (best === undefined) {
    const limit = findings.find(({ kind, certainty }) => kind === 'limit' && certainty === 'sign');
    const reason = limit === undefined || limit.id === 'seed_luck' ? '' : ` ${findingText(limit)}`;
    return `${state}. No change that was tried makes it fit.${reason}`;
  }
  const what = changeText(experiment, best.changes);
  const goal = fits ? 'mends the others' : 'is enough';
  if (enough.length > 1)
    return `${state}. Any one of ${enough.length} changes ${goal}, such as ${what}.`;
  if (enough.includes(best) || best.causes.length === 1)
    return `${state}. One change ${goal}: ${what} (${proofText(verdict, best)}).`;
  const none = alone.length > 1 ? `None of ${alone.length} changes tried alone ${goal}. ` : '';
  const these = fits ? 'These together mend them' : 'These together are enough';
  return `${state}. ${none}${these}: ${what} (${proofText(verdict, best)}).`;
}

const momentWords = {
  start: 'before training',
  switch: 'when the batch order changes',
  end: 'at the end',
} as const satisfies Record<Parting['moment'], string>;

/** Nothing where more signs than these would part the seeds by chance. */
export function partingLines(partings: Partings | null, byChanceAtMost = 0.5): readonly string[] {
  if (partings === null || partings.byChance > byChanceAtMost) return [];
  const { found, fitting, stuck, looked, byChance } = partings;
  const lines = found.map(({ moment, layer, sign, ...ranges }) => {
    const told = (range: readonly [number, number]) =>
      sign === 'dead'
        ? `${rangeText([100 * range[0], 100 * range[1]])} % dead units`
        : `rank ${rangeText(range)}`;
    return `hidden layer ${layer + 1} ${momentWords[moment]}: ${told(ranges.stuck)} where it does not fit (${counted(stuck, 'seed')}), ${told(ranges.fitting)} where it does (${fitting})`;
  });
  const chance = `(of ${counted(looked, 'sign')} looked at, ${formatNumber(byChance, 2)} would part these seeds by chance)`;
  return lines.length === 0 ? [] : [...lines, chance];
}

function rangeText([least, most]: readonly [number, number]): string {
  const [from, to] = [formatNumber(least, 2), formatNumber(most, 2)];
  return from === to ? from : `${from} to ${to}`;
}

/** How many seeds a set makes fit, and of those that took no part in finding it. */
function proofText({ confirmed, minimal }: Verdict, trial: Trial): string {
  const fresh =
    confirmed === null || trial !== minimal[0] ? '' : `, ${confirmed.fits.join(' of ')} fresh ones`;
  return `${countText(trial.fits)}${fresh}`;
}

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Long and seldom read. */
  readonly folded?: true;
}

export interface Line {
  readonly text: string;
  /** What it tells of; absent: of no trial. */
  readonly trial?: Trial;
}

/** A trial with its counts: "epochs 50 → 500: 7 of 8 seeds, skill 0.98". */
export function trialText(experiment: Experiment, { changes, fits, skill }: Trial): string {
  return `${changeText(experiment, changes)}: ${countText(fits)}, skill ${skillText(skill)}`;
}

/** All that a verdict says, in the order in which it is worth knowing. Sections without lines are left out. */
export function verdictSections(verdict: Verdict): readonly Section[] {
  const { experiment, findings, minimal, enough, useless, confirmed, closest, alone } = verdict;
  const told = (trial: Trial): Line => ({ text: trialText(experiment, trial), trial });
  const named = (id: CauseId): Line => ({ text: causeName(id) });
  const found = (finding: Finding): Line => ({ text: findingText(finding) });
  const necessary = [...new Set(verdict.necessary)];
  const sections: readonly Section[] = [
    {
      title: 'Proved, without training',
      lines: findings.filter(({ certainty }) => certainty === 'proof').map(found),
    },
    {
      title:
        enough.length > 1
          ? 'Each alone is enough: alternatives, not a list of mistakes'
          : 'Enough alone',
      lines: enough.map(told),
    },
    {
      title: 'Smallest sets that fit: leave any part out and they do not',
      lines: minimal.filter((trial) => !enough.includes(trial)).map(told),
    },
    {
      title: 'Necessary: without it that set fails',
      lines: necessary.length > 1 ? necessary.map(named) : [],
    },
    {
      title: 'On fresh seeds',
      lines: confirmed === null ? [] : [told(confirmed)],
    },
    {
      title: 'What the seeds that do not fit have in common',
      lines: partingLines(verdict.partings).map((text) => ({ text })),
    },
    {
      title: 'Real, but not what stops it',
      lines: verdict.immaterial.map((id): Line => {
        const trial = alone.find(({ causes }) => causes.includes(id));
        if (trial === undefined) return named(id);
        return { text: `${causeName(id)}: ${trialText(experiment, trial)}`, trial };
      }),
    },
    {
      title: verdict.fits ? 'What would still improve it' : 'Closest',
      lines: closest === null ? [] : [told(closest)],
    },
    {
      title: 'Tried alone without effect, on the seeds that fit least',
      lines: useless.map(told),
      folded: true,
    },
    { title: 'Not tried: the budget ran out', lines: verdict.untried.map(named) },
    {
      title: 'Signs',
      lines: findings.filter(({ certainty }) => certainty === 'sign').map(found),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** A verdict as plain text. @param link to an experiment with changes */
export function verdictText(verdict: Verdict, link: (changes: Change) => string): string {
  const { minimal, runs, seconds } = verdict;
  const [best] = minimal;
  return [
    headline(verdict),
    criterionText(verdict.criterion),
    ...verdictSections(verdict).flatMap(({ title, lines }) => [
      '',
      title,
      ...lines.map(({ text }) => `  ${text}`),
    ]),
    '',
    ...(best === undefined ? [] : [`With the first of them: ${link(best.changes)}`]),
    `${counted(runs, 'run')}, ${formatNumber(seconds, 2)} s`,
  ].join('\n');
}
