import type { Change, Criterion, Trial, Verdict } from '#src/doctor/contract.ts';
import { circumstances, differences } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { formatNumber } from '#src/lib/number-format.ts';
import { inSentence } from '#src/lib/text.ts';
import { causeName, findingText } from '#src/words/causes.ts';

/** "output activation Softmax → Linear, epochs 50 → 500". */
function changeText(experiment: Experiment, changes: Change): string {
  return differences([experiment, { ...experiment, ...changes }], circumstances)
    .map(({ label, values: [before, after] }) => `${inSentence(label)} ${before} → ${after}`)
    .join(', ');
}

function skillText(skill: number): string {
  return Number.isFinite(skill) ? formatNumber(skill, 3) : 'none, it diverged';
}

/** "7 of 8 seeds". */
function countText([count, of]: Trial['fits']): string {
  return `${count} of ${of} seeds`;
}

const criterionSources = {
  reference: 'twice what a larger network, trained longer on the same data, leaves',
  noise: 'twice the noise',
  least: 'a reference leaves less than half of that',
  reader: 'as asked',
} as const satisfies Record<Criterion['from'], string>;

/** What counts as a fit. */
function criterionText({ unexplained, from }: Criterion): string {
  return `A fit leaves at most ${formatNumber(100 * unexplained, 2)} % unexplained (${criterionSources[from]}).`;
}

/** The verdict in one sentence. */
export function headline(verdict: Verdict): string {
  const { before, fits, minimal, enough, findings, experiment } = verdict;
  const [count, of] = before.fits;
  const counted = `${countText(before.fits)} fit, skill ${skillText(before.skill)}`;
  if (count === of) return `It fits: ${counted}. Nothing has to be mended.`;
  const state = fits ? `It mostly fits: ${counted}` : `It does not fit: ${counted}`;
  const [best] = minimal;
  if (best === undefined) {
    const limit = findings.find(({ kind, certainty }) => kind === 'limit' && certainty === 'sign');
    const reason = limit === undefined || limit.id === 'seed_luck' ? '' : ` ${findingText(limit)}`;
    return `${state}. No change that was tried makes it fit.${reason}`;
  }
  const what = changeText(experiment, best.changes);
  if (enough.length > 1)
    return `${state}. Any one of ${enough.length} changes is enough, such as ${what}.`;
  const alone =
    best.causes.length === 1 || enough.includes(best)
      ? 'One change is enough'
      : 'These changes together are enough';
  return `${state}. ${alone}: ${what} (${countText(best.fits)}).`;
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** All that a verdict says, in the order in which it is worth knowing. Sections without lines are left out. */
function verdictSections(verdict: Verdict): readonly Section[] {
  const { experiment, findings, minimal, enough, useless, confirmed, closest } = verdict;
  const told = (trial: Trial) =>
    `${changeText(experiment, trial.changes)}: ${countText(trial.fits)}, skill ${skillText(trial.skill)}`;
  const sections: readonly Section[] = [
    {
      title: 'Proved, without training',
      lines: findings.filter(({ certainty }) => certainty === 'proof').map(findingText),
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
      title: 'On fresh seeds',
      lines: confirmed === null ? [] : [told(confirmed)],
    },
    {
      title: 'Real, but not what stops it',
      lines: verdict.immaterial.map(causeName),
    },
    {
      title: 'Closest',
      lines: closest === null || verdict.fits ? [] : [told(closest)],
    },
    { title: 'Tried alone without effect', lines: useless.map(told) },
    { title: 'Not tried: the budget ran out', lines: verdict.untried.map(causeName) },
    {
      title: 'Signs',
      lines: findings.filter(({ certainty }) => certainty === 'sign').map(findingText),
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
      ...lines.map((text) => `  ${text}`),
    ]),
    '',
    ...(best === undefined ? [] : [`With the first of them: ${link(best.changes)}`]),
    `${runs} runs, ${formatNumber(seconds, 2)} s`,
  ].join('\n');
}
