import type { EngineTiming } from '#src/engine/contract/engine-in-use.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { smallPlan } from '../support/plans.ts';
import type { BesideTrials } from './beside-trials.ts';
import type { ColdStart } from './cold-start.ts';
import { type ContenderId, contenders } from './contenders.ts';
import { type GrowthId, growths, logLogSlope } from './growth.ts';
import type { LighthouseScore } from './lighthouse.ts';
import type { MainThread } from './main-thread.ts';
import type { Measured } from './measure.ts';
import type { Holding, Memory } from './memory.ts';
import type { PageWork } from './page-work.ts';
import type { PauseTimes } from './pause.ts';
import type { TrialFigure } from './trials.ts';
import type { WholeTime } from './whole-experiments.ts';
import { meanBatch, stepOperations, type Workload } from './workloads.ts';

/** Everything that was measured; empty or null: not asked for. */
export interface Results {
  readonly machine: Machine;
  readonly steps: readonly {
    readonly workload: Workload;
    readonly contender: ContenderId;
    readonly measured: Measured;
  }[];
  readonly growth: readonly {
    readonly growth: GrowthId;
    readonly contender: ContenderId;
    /** Microseconds a step at each value. */
    readonly points: readonly (readonly [value: number, microseconds: number])[];
  }[];
  readonly whole: readonly {
    readonly experiment: string;
    readonly contender: ContenderId;
    readonly time: WholeTime;
  }[];
  readonly trials: readonly { readonly contender: ContenderId; readonly figure: TrialFigure }[];
  /** What engines take by the app's own short look, the fastest first. */
  readonly auto: readonly { readonly title: string; readonly timings: readonly EngineTiming[] }[];
  readonly pause: readonly (PauseTimes & { readonly engine: EngineId })[];
  readonly start: ColdStart | null;
  readonly page: readonly PageWork[];
  readonly lighthouse: readonly LighthouseScore[];
  readonly mainThread: readonly MainThread[];
  readonly besideTrials: BesideTrials | null;
  readonly memory: readonly Memory[];
  /** Parts that could not be measured, and why. */
  readonly failures: readonly string[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Processes that wanted a core, on average over the minute before the bench began (0 on Windows). */
  readonly load: number;
  readonly node: string;
  readonly chromium: string;
  /** What draws WebGL, or null where nothing does. */
  readonly renderer: string | null;
  readonly software: boolean;
}

/** One line of the table, ready for JSON as well. */
export interface StepRow {
  readonly workload: string;
  readonly title: string;
  readonly engine: ContenderId;
  readonly device: string | null;
  /** Of one step of all replicas together. */
  readonly microsecondsPerStep: number | null;
  readonly fastest: number | null;
  readonly slowest: number | null;
  readonly samplesPerSecond: number | null;
  readonly gigaflops: number | null;
  /** How many times faster than stock `fit` on webgl, in the same run; each replica counts. */
  readonly timesStockWebgl: number | null;
  readonly drawsPerStep: number | null;
  readonly uploadsPerStep: number | null;
  /** Milliseconds that WebGPU is busy with what it is given at once, at the most. */
  readonly longestChunk: number | null;
  /** Why there are no figures. */
  readonly reason: string | null;
}

const noFigures = {
  device: null,
  microsecondsPerStep: null,
  fastest: null,
  slowest: null,
  samplesPerSecond: null,
  gigaflops: null,
  timesStockWebgl: null,
  drawsPerStep: null,
  uploadsPerStep: null,
  longestChunk: null,
};

export function stepRows({ steps }: Pick<Results, 'steps'>): readonly StepRow[] {
  const stock = new Map<string, number>();
  for (const { workload, contender, measured } of steps) {
    if (contender === 'stock-webgl' && measured.ok)
      stock.set(workload.id, measured.time.microseconds);
  }
  return steps.map(({ workload, contender, measured }) => {
    const head = { workload: workload.id, title: workload.title, engine: contender };
    if (!measured.ok) return { ...head, ...noFigures, reason: measured.reason };
    const plan = smallPlan(workload.spec);
    const replicas = plan.model.replicas.length;
    const { microseconds, fastest, slowest } = measured.time;
    const reference = stock.get(workload.single ?? workload.id);
    return {
      ...head,
      device: measured.device,
      microsecondsPerStep: microseconds,
      fastest,
      slowest,
      samplesPerSecond: (1e6 * meanBatch(plan) * replicas) / microseconds,
      gigaflops: stepOperations(plan) / microseconds / 1000,
      timesStockWebgl: reference === undefined ? null : (reference * replicas) / microseconds,
      drawsPerStep: measured.calls?.draws ?? null,
      uploadsPerStep: measured.calls?.uploads ?? null,
      longestChunk: measured.chunks?.longest ?? null,
      reason: null,
    };
  });
}

/** The report for people, as Markdown that reads well in a terminal, too. */
export function reportText(results: Results): string {
  const rows = stepRows(results);
  return [
    machineText(results.machine),
    stepTable(rows),
    listOf(
      'How the time of a step grows (exponent of a power law; 0: not at all, 1: in proportion)',
      growthLines(results),
    ),
    listOf('What auto finds, the fastest first', autoLines(results)),
    listOf('Until a pause is heard, eight layers of 512, batch 1', pauseLines(results)),
    listOf('Whole experiments, evaluation included', wholeLines(results)),
    listOf('Many short runs, through the service that trials use', trialLines(results)),
    listOf('First visit by a link that trains at once', startLines(results)),
    listOf('What the page does beside training', pageLines(results)),
    listOf('Lighthouse, performance', lighthouseLines(results)),
    listOf('The main thread while the page trains, processor time', mainThreadLines(results)),
    listOf('The reader’s training beside trials', besideTrialsLines(results)),
    listOf('What the page holds, from the second round on', memoryLines(results)),
    listOf('Not measured', [...refusals(rows), ...results.failures]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function machineText(machine: Machine): string {
  const { cpu, cores, load, node, chromium, renderer, software } = machine;
  const drawing =
    renderer === null
      ? 'no WebGL2 here'
      : software
        ? `WebGL is drawn in software by ${renderer}: SOFTWARE RENDERING IS NOT A GPU, so every figure of webgl and tfjs below is that of a processor`
        : `WebGL is drawn by ${renderer}`;
  const busy =
    load > cores / 4
      ? ` The machine was busy with other work when the bench began (load ${load.toFixed(1)}): figures are too slow.`
      : '';
  return `${cpu}, ${cores} cores; Node ${node}, Chromium ${chromium}; ${drawing}.${busy}`;
}

function stepTable(rows: readonly StepRow[]): string {
  if (rows.length === 0) return '';
  const header = [
    'network',
    'engine',
    'µs a step',
    'samples/s',
    'GFLOP/s',
    '× stock webgl',
    'draws',
    'uploads',
    'longest ms',
  ];
  const body = rows.map((row) => [
    row.title,
    contenders[row.engine].title,
    row.reason === null ? digits(row.microsecondsPerStep) : '–',
    digits(row.samplesPerSecond),
    digits(row.gigaflops),
    digits(row.timesStockWebgl),
    digits(row.drawsPerStep),
    digits(row.uploadsPerStep),
    digits(row.longestChunk),
  ]);
  return markdownTable([header, ...body]);
}

function refusals(rows: readonly StepRow[]): readonly string[] {
  return rows.flatMap(({ title, engine, reason }) =>
    reason === null ? [] : [`${title}, ${contenders[engine].title}: ${reason}`],
  );
}

/** The first two columns are words, the others numbers. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  const line = (row: readonly string[]) => {
    const cells = row.map((text, c) =>
      c < 2 ? text.padEnd(widths[c] ?? 0) : text.padStart(widths[c] ?? 0),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const rule = widths.map((width, c) => (c < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(rows[0] ?? []), line(rule), ...rows.slice(1).map(line)].join('\n');
}

function listOf(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `- ${line}`)].join('\n');
}

function growthLines({ growth }: Results): readonly string[] {
  return growth.map(({ growth: id, contender, points }) => {
    const { title } = growths[id];
    const exponent = points.length < 2 ? '–' : logLogSlope(points).toFixed(2);
    const times = points.map(([value, time]) => `${value}: ${digits(time)} µs`).join(', ');
    return `${contenders[contender].title}, ${title}: ${exponent} (${times})`;
  });
}

function wholeLines({ whole }: Results): readonly string[] {
  return whole.map(({ experiment, contender, time }) => {
    const percent = (seconds: number) => `${((100 * seconds) / time.stepsAlone).toFixed(1)} %`;
    const evaluation = percent(time.seconds - time.withoutEvaluation);
    const telemetry = percent(time.withoutEvaluation - time.stepsAlone);
    return `${experiment}, ${contenders[contender].title}: ${time.steps} steps in ${time.seconds.toFixed(3)} s; beside the steps themselves (${time.stepsAlone.toFixed(3)} s) evaluation takes ${evaluation} of their time, telemetry ${telemetry}`;
  });
}

function trialLines({ trials }: Results): readonly string[] {
  return trials.map(
    ({ contender, figure: { what, value, unit } }) =>
      `${contenders[contender].title}, ${what}: ${digits(value)} ${unit}`,
  );
}

function autoLines({ auto }: Results): readonly string[] {
  return auto.map(({ title, timings }) => {
    const each = timings.map(({ id, microsecondsPerStep: µs }) => `${id} ${digits(µs)} µs`);
    return `${title}: ${each.join(', ') || 'one engine alone'}`;
  });
}

function pauseLines({ pause }: Results): readonly string[] {
  return pause.map(
    ({ engine, early, late }) =>
      `${engine}: ${digits(early)} ms just after the start, ${digits(late)} ms later on`,
  );
}

function startLines({ start }: Results): readonly string[] {
  if (start === null) return [];
  const kilobytes = (start.bytes / 1000).toFixed(0);
  return [
    `first loss in the page after ${start.firstRecord.toFixed(0)} ms, drawn after ${start.firstPoint.toFixed(0)} ms`,
    `${kilobytes} kB (gzip) sent until then, charts that load meanwhile included`,
  ];
}

function pageLines({ page }: Results): readonly string[] {
  return page.map(({ what, milliseconds }) => `${what}: ${digits(milliseconds)} ms`);
}

function lighthouseLines({ lighthouse }: Results): readonly string[] {
  return lighthouse.map(({ preset, visits, findings }) => {
    const each = visits.map(
      ({ performance, largestPaint, blocking, machine }) =>
        `${digits(performance)} of 100 (largest paint after ${digits(largestPaint)} ms, blocked for ${digits(blocking)} ms, machine ${digits(machine)})`,
    );
    return [`${preset}: ${each.join(', ')}`, ...findings].join('; ');
  });
}

function mainThreadLines({ mainThread }: Results): readonly string[] {
  return mainThread.map(
    ({ what, busy, over50, over100, longest }) =>
      `${what}: ${digits(busy)} s, ${over50} tasks over 50 ms, ${over100} over 100 ms, the longest ${digits(longest)} ms`,
  );
}

function besideTrialsLines({ besideTrials }: Results): readonly string[] {
  if (besideTrials === null) return [];
  const { alone, amid, ratio, mainThread } = besideTrials;
  const times = (values: readonly number[]) => values.map((value) => digits(value)).join(', ');
  return [
    `alone: ${times(alone)} ms`,
    `begun amid trials: ${times(amid)} ms; ${digits(ratio)} times as long (median of the pairs)`,
    `the main thread while trials are under way: ${mainThread.over50} tasks over 50 ms, the longest ${digits(mainThread.longest)} ms`,
  ];
}

/** Holdings and their slopes by least squares; the first round is left out, in which much is loaded. */
function memoryLines({ memory }: Results): readonly string[] {
  return memory.map(({ what, rounds }) => {
    const later = rounds.slice(1);
    const course = (of: (holding: Holding) => number) => {
      const values = later.map(of);
      const middle = (values.length - 1) / 2;
      const rise = values.reduce((sum, value, i) => sum + (i - middle) * value, 0);
      const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
      return `${digits(values[0] ?? null)} → ${digits(values.at(-1) ?? null)}, ${digits(rise / spread)} a round`;
    };
    const megabytes = (of: 'heap' | 'all') => course((holding) => holding[of] / 1e6);
    return `${what}: heap ${megabytes('heap')} (MB); with workers ${megabytes('all')} (MB); nodes ${course(({ nodes }) => nodes)}; listeners ${course(({ listeners }) => listeners)}`;
  });
}

/** Three significant digits, without an exponent. */
function digits(value: number | null): string {
  if (value === null) return '';
  if (value === 0 || Math.abs(value) >= 100) return value.toFixed(0);
  return Number(value.toPrecision(3)).toString();
}
