// `npm run bench`: how fast every engine trains here. It reports; nothing fails for being slow.

import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import process from 'node:process';
import type { Browser } from 'playwright';
import { startEngineProcess } from '#src/cli/process-worker.ts';
import { type BesideTrials, measureBesideTrials } from './beside-trials.ts';
import { isSoftware, launchChromium, servePage } from './chromium.ts';
import { type ColdStart, measureColdStart } from './cold-start.ts';
import { type ContenderId, contenders } from './contenders.ts';
import { growthIds, growths } from './growth.ts';
import { lighthouseMissing, measureLighthouse } from './lighthouse.ts';
import { measureMainThread } from './main-thread.ts';
import { nodeEngine, openMeasurer, openPage, startLoopProcess } from './measurer.ts';
import { measureMemory } from './memory.ts';
import { type Options, type PartId, readOptions, usage } from './options.ts';
import { measurePageWork } from './page-work.ts';
import { type Machine, type Results, reportText, stepRows } from './report.ts';
import type { Budget } from './time-steps.ts';
import { timeTrials } from './trials.ts';
import { timeWhole, type WholeTime, wholeIds } from './whole-experiments.ts';
import { manyReplicas, type Workload } from './workloads.ts';

interface Budgets {
  readonly ours: Budget;
  readonly stock: Budget;
  readonly growth: Budget;
  /** Rounds of whole experiments, and first visits. */
  readonly rounds: number;
  /** Of Lighthouse. */
  readonly visits: number;
  /** Runs of a batch that is watched. */
  readonly runs: number;
  /** Trainings alone and amid trials. */
  readonly pairs: number;
  /** Rounds after which memory is looked at, and seconds of training in one. */
  readonly memory: { readonly rounds: number; readonly seconds: number };
}

const thorough: Budgets = {
  ours: { warmUp: 300, repeat: 250, repeats: 5 },
  stock: { warmUp: 500, repeat: 700, repeats: 3 },
  growth: { warmUp: 150, repeat: 150, repeats: 3 },
  rounds: 3,
  visits: 5,
  runs: 500,
  pairs: 8,
  memory: { rounds: 10, seconds: 18 },
};

const quick: Budgets = {
  ours: { warmUp: 100, repeat: 80, repeats: 3 },
  stock: { warmUp: 100, repeat: 300, repeats: 1 },
  growth: { warmUp: 50, repeat: 60, repeats: 2 },
  rounds: 1,
  visits: 1,
  runs: 100,
  pairs: 3,
  memory: { rounds: 4, seconds: 5 },
};

/** Contenders that grow with a quantity in an interesting way: stock TensorFlow.js is all overhead. */
const growing: readonly ContenderId[] = ['webgl', 'wasm'];

/** Where whole experiments are trained. */
const wholeContenders: readonly ContenderId[] = ['wasm', 'wasm-node'];

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function bench(options: Options): Promise<Results> {
  const [load = 0] = os.loadavg();
  const budgets = options.quick ? quick : thorough;
  note('building the page of the bench…');
  const served = await servePage();
  const browser = await launchChromium(options.angle, served.url);
  const failures: string[] = [];
  /** A part that cannot be measured costs no other. */
  const part = async <T>(id: PartId, nothing: T, measure: () => Promise<T>): Promise<T> => {
    if (!options.parts.includes(id)) return nothing;
    try {
      return await measure();
    } catch (error) {
      const [reason] = String(error instanceof Error ? error.message : error).split('\n');
      failures.push(`${id}: ${reason}`);
      return nothing;
    }
  };
  try {
    const machine = await describeMachine(browser, served.url, load);
    return {
      machine,
      // First, while the machine is still cool and the browser's caches are empty.
      start: await part('start', null, () => timeStart(browser, budgets.rounds)),
      whole: await part('whole', [], () =>
        timeWholes(browser, served.url, budgets.rounds, options),
      ),
      trials: await part('trials', [], () => timeAllTrials(browser, served.url, options)),
      steps: await part('steps', [], () =>
        timeWorkloads(browser, served.url, budgets, options, machine),
      ),
      auto: await part('auto', [], () => askAuto(browser, served.url, options, machine)),
      pause: await part('pause', [], () => timePauses(browser, served.url, options, failures)),
      page: await part('page', [], () => pageWork(browser)),
      lighthouse: await part('lighthouse', [], () => askLighthouse(budgets.visits)),
      mainThread: await part('main-thread', [], () => mainThread(browser, budgets.runs)),
      besideTrials: await part('beside-trials', null, () =>
        timeBesideTrials(browser, budgets.pairs),
      ),
      memory: await part('memory', [], () => memory(browser, budgets.memory)),
      growth: await part('growth', [], () => timeGrowth(browser, served.url, budgets, options)),
      failures,
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

async function describeMachine(browser: Browser, url: string, load: number): Promise<Machine> {
  const page = await openPage(browser, url);
  const renderer = await page.evaluate(() => window.bench.renderer());
  await page.close();
  const cores = os.cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    load,
    node: process.version,
    chromium: browser.version(),
    renderer,
    software: renderer !== null && isSoftware(renderer),
  };
}

function timeStart(browser: Browser, rounds: number): Promise<ColdStart> {
  note('first visit');
  return measureColdStart(browser, rounds);
}

function pageWork(browser: Browser): Promise<Results['page']> {
  note('work of the page');
  return measurePageWork(browser);
}

function mainThread(browser: Browser, runs: number): Promise<Results['mainThread']> {
  note('main thread');
  return measureMainThread(browser, runs);
}

function memory(
  browser: Browser,
  { rounds, seconds }: Budgets['memory'],
): Promise<Results['memory']> {
  note('memory');
  return measureMemory(browser, rounds, seconds);
}

function timeBesideTrials(browser: Browser, pairs: number): Promise<BesideTrials> {
  note('training beside trials');
  return measureBesideTrials(browser, pairs);
}

async function askLighthouse(visits: number): Promise<Results['lighthouse']> {
  note('lighthouse');
  try {
    return await measureLighthouse(visits);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new Error(lighthouseMissing) : error;
  }
}

async function timeWholes(
  browser: Browser,
  url: string,
  rounds: number,
  options: Options,
): Promise<Results['whole']> {
  const results: Results['whole'][number][] = [];
  for (const contender of wholeContenders.filter((id) => options.contenders.includes(id))) {
    const page = await openPage(browser, url);
    for (const experiment of wholeIds) {
      note(`whole experiment: ${experiment}, ${contenders[contender].title}`);
      const time: WholeTime =
        contenders[contender].place === 'node'
          ? await timeWhole(experiment, nodeEngine, false, rounds)
          : await page.evaluate((job) => window.bench.whole(job), { experiment, rounds });
      results.push({ experiment, contender, time });
    }
    await page.close();
  }
  return results;
}

async function timeAllTrials(
  browser: Browser,
  url: string,
  options: Options,
): Promise<Results['trials']> {
  const results: Results['trials'][number][] = [];
  for (const contender of wholeContenders.filter((id) => options.contenders.includes(id))) {
    note(`many short runs, ${contenders[contender].title}`);
    const page = await openPage(browser, url);
    const figures =
      contenders[contender].place === 'node'
        ? await timeTrials(startEngineProcess, startLoopProcess)
        : await page.evaluate(() => window.bench.trials());
    results.push(...figures.map((figure) => ({ contender, figure })));
    await page.close();
  }
  return results;
}

async function timeWorkloads(
  browser: Browser,
  url: string,
  budgets: Budgets,
  options: Options,
  machine: Machine,
): Promise<Results['steps']> {
  const results: Results['steps'][number][] = [];
  for (const contender of options.contenders) {
    const { engine, stacks } = contenders[contender];
    const isPeer = typeof engine !== 'string';
    const measurer = await openMeasurer(contender, browser, url);
    for (const workload of options.workloads) {
      // Most peers train one model at a time.
      if (isPeer && !stacks && workload.single !== undefined) continue;
      if (isTooMuch(workload, contender, machine)) continue;
      note(`${workload.title}: ${contenders[contender].title}`);
      const budget = isPeer ? budgets.stock : budgets.ours;
      results.push({
        workload,
        contender,
        measured: await measurer.measure(workload.spec, budget),
      });
    }
    await measurer.close();
  }
  const rank = ({ workload }: Results['steps'][number]) => options.workloads.indexOf(workload);
  return results.toSorted((a, b) => rank(a) - rank(b));
}

/** In software the steps of so many replicas take minutes. */
function isTooMuch({ spec }: Workload, contender: ContenderId, { software }: Machine): boolean {
  const { engine } = contenders[contender];
  const draws = engine === 'webgl' || engine === 'webgpu' || engine === 'tfjs';
  return software && draws && spec.replicas === manyReplicas;
}

async function askAuto(
  browser: Browser,
  url: string,
  { workloads }: Options,
  { software }: Machine,
): Promise<Results['auto']> {
  const results: Results['auto'][number][] = [];
  for (const workload of workloads) {
    if (software && workload.spec.replicas === manyReplicas) continue;
    note(`${workload.title}: what auto finds`);
    const page = await openPage(browser, url);
    const timings = await page.evaluate((spec) => window.bench.timings(spec), workload.spec);
    results.push({ title: workload.title, timings });
    await page.close();
  }
  return results;
}

async function timePauses(
  browser: Browser,
  url: string,
  options: Options,
  failures: string[],
): Promise<Results['pause']> {
  const results: Results['pause'][number][] = [];
  for (const contender of options.contenders) {
    const { engine, place, threads } = contenders[contender];
    if (typeof engine !== 'string' || place === 'node' || threads !== undefined) continue;
    note(`pause: ${engine}`);
    const page = await openPage(browser, url);
    try {
      results.push({ engine, ...(await page.evaluate((id) => window.bench.pause(id), engine)) });
    } catch (error) {
      failures.push(`pause, ${engine}: ${error instanceof Error ? error.message : String(error)}`);
    }
    await page.close();
  }
  return results;
}

async function timeGrowth(
  browser: Browser,
  url: string,
  budgets: Budgets,
  options: Options,
): Promise<Results['growth']> {
  const results: Results['growth'][number][] = [];
  for (const contender of growing.filter((id) => options.contenders.includes(id))) {
    const measurer = await openMeasurer(contender, browser, url);
    for (const growth of growthIds) {
      const { title, values, spec } = growths[growth];
      note(`growth: ${title}, ${contenders[contender].title}`);
      const points: (readonly [number, number])[] = [];
      for (const value of values) {
        const measured = await measurer.measure(spec(value), budgets.growth);
        if (measured.ok) points.push([value, measured.time.microseconds]);
      }
      results.push({ growth, contender, points });
    }
    await measurer.close();
  }
  return results;
}

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    note(`bench: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    console.log(usage);
    return 0;
  }
  const results = await bench(options);
  await writeFile(
    options.out,
    `${JSON.stringify({ ...results, steps: stepRows(results) }, null, 2)}\n`,
  );
  console.log(reportText(results));
  note(`written to ${options.out}`);
  return 0;
}

process.exitCode = await main();
