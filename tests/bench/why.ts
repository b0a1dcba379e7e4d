// `npm run bench:why`: what the diagnosis says of experiments whose causes are known, and of the presets.
// Two more lists are of cases that were kept apart: nothing was tuned for them.
// Arguments: part of an id, to look at some of them only; --told, to read each verdict as well.

import { setMaxListeners } from 'node:events';
import process from 'node:process';
import { processEngine, startEngineProcess } from '#src/cli/process-worker.ts';
import { textTable } from '#src/cli/tables.ts';
import type { Verdict } from '#src/doctor/contract.ts';
import { diagnose } from '#src/doctor/diagnose.ts';
import { EngineClient } from '#src/engine/page/client.ts';
import { Trainings } from '#src/engine/page/trainings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import { median } from '#src/lib/statistics.ts';
import { fromHash } from '#src/share/link-codec.ts';
import { verdictText } from '#src/words/why.ts';
import { keptApart, keptApartLater } from './kept-apart.ts';
import { type WhyCase, whyCases } from './why-cases.ts';
import {
  bestScore,
  isProved,
  namedCauses,
  refutedLabels,
  type Score,
  scoreOf,
  upheldLabels,
} from './why-scores.ts';

interface Case extends Pick<WhyCase, 'id' | 'causes'> {
  readonly kind: WhyCase['kind'] | 'preset';
  readonly experiment: Experiment;
}

interface Judged extends Case {
  readonly verdict: Verdict;
}

/** Of the best published tools: in a neutral comparison of 33 programs, and of 52 programs by the most lenient rule. */
const published = {
  labels: '0.33 / 0.21 / 0.29',
  alternatives: '0.55 / 0.37 / 0.49',
  first: '64 % (any of those named)',
  seconds: '9 to 278',
  none: 'not reported',
} as const;

const opened = ({ link, ...rest }: WhyCase): Case => ({
  ...rest,
  experiment: fromHash(link).experiment,
});

const lists: readonly { readonly title: string; readonly cases: readonly Case[] }[] = [
  {
    title: 'After public programs, and presets',
    cases: [
      ...whyCases.map(opened),
      ...presets.map(({ id, experiment }) => ({
        id,
        kind: 'preset' as const,
        causes: [],
        experiment,
      })),
    ],
  },
  { title: 'Kept apart', cases: keptApart.map(opened) },
  { title: 'Kept apart, later', cases: keptApartLater.map(opened) },
];

async function judge(one: Case, trainings: Trainings): Promise<Judged | null> {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const verdict = await diagnose(one.experiment, {
    train: (jobs, extent) => trainings.train(jobs, { priority: 'study', extent, signal }),
    signal,
    now: () => performance.now(),
  });
  return verdict === null ? null : { ...one, verdict };
}

function row({ id, kind, causes, verdict }: Judged): readonly string[] {
  const named = namedCauses(verdict);
  const isFaulty = causes.length > 0;
  const { recall, precision } = scoreOf(named, causes);
  const { before, confirmed, minimal, runs, seconds } = verdict;
  return [
    id,
    kind,
    before.fits.join('/'),
    before.skill.toFixed(3),
    minimal.length === 0 ? '' : String(minimal.length),
    confirmed === null ? '' : `${confirmed.fits.join('/')} ${confirmed.skill.toFixed(3)}`,
    named.join(' '),
    causes.join(' '),
    isFaulty ? `${recall.toFixed(2)} ${precision.toFixed(2)}` : '',
    refutedLabels(verdict, causes).join(' '),
    String(runs),
    seconds.toFixed(1),
  ];
}

const header = [
  'case',
  'kind',
  'fits',
  'skill',
  'sets',
  'on fresh seeds',
  'named',
  'labels',
  'R P',
  'labels without effect',
  'runs',
  's',
];

function summary(judged: readonly Judged[]): string {
  const faulty = judged.filter(({ causes }) => causes.length > 0);
  const controls = judged.filter(({ kind }) => kind === 'control');
  const failing = judged.filter(({ verdict }) => !verdict.fits);
  const share = (list: readonly Judged[], holds: (one: Judged) => boolean) =>
    `${list.filter(holds).length} of ${list.length}`;
  const seconds = judged.map(({ verdict }) => verdict.seconds);
  const within = (most: number) =>
    share(faulty, ({ verdict, causes }) =>
      namedCauses(verdict)
        .slice(0, most)
        .some((id) => causes.includes(id)),
    );
  return textTable([
    ['', 'here', 'best published'],
    [
      'recall / precision / F3, labels',
      mean(faulty.map(({ verdict, causes }) => scoreOf(namedCauses(verdict), causes))),
      published.labels,
    ],
    [
      'the same with alternatives',
      mean(faulty.map(({ verdict, causes }) => bestScore(verdict, causes))),
      published.alternatives,
    ],
    [
      'the same but for labels that trials refute',
      mean(
        faulty.flatMap(({ verdict, causes }) => {
          const held = upheldLabels(verdict, causes);
          return held.length === 0 ? [] : [bestScore(verdict, held)];
        }),
      ),
      published.none,
    ],
    ['a right cause first', within(1), published.first],
    ['a right cause among the first three', within(3), published.first],
    [
      'its smallest set fits fresh seeds',
      share(failing, ({ verdict }) => isProved(verdict)),
      published.none,
    ],
    [
      'sound programs with an alarm',
      share(controls, ({ verdict }) => !verdict.fits),
      published.none,
    ],
    [
      'seconds, median and worst',
      seconds.length === 0
        ? ''
        : `${median(seconds).toFixed(1)} and ${Math.max(...seconds).toFixed(1)}`,
      published.seconds,
    ],
  ]);
}

function mean(scores: readonly Score[]): string {
  const of = (figure: keyof Score) =>
    (scores.reduce((sum, score) => sum + score[figure], 0) / scores.length).toFixed(2);
  return `${of('recall')} / ${of('precision')} / ${of('f3')}`;
}

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  const [part = ''] = argv.filter((argument) => !argument.startsWith('--'));
  const trainings = new Trainings({
    makeClient: () => new EngineClient(startEngineProcess),
    processors: () => 2,
    preference: () => processEngine,
    placement: { engine: processEngine, gpu: false, together: 1 },
  });
  for (const { title, cases } of lists) {
    const judged: Judged[] = [];
    for (const one of cases.filter(({ id }) => id.includes(part))) {
      const result = await judge(one, trainings);
      if (result === null) continue;
      judged.push(result);
      process.stderr.write(`${row(result).join(' | ')}\n`);
      if (argv.includes('--told'))
        console.log(
          `${one.id}\n${verdictText(result.verdict, (changes) => JSON.stringify(changes))}\n`,
        );
    }
    if (judged.length > 0)
      console.log(`${title}\n\n${textTable([header, ...judged.map(row)])}\n\n${summary(judged)}\n`);
  }
  trainings.dispose();
}

await main();
