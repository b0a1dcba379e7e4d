import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import type { Plan } from '#src/engine/contract/course.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { type PlanSpec, smallPlan } from '../support/plans.ts';
import { type ContenderId, contenders } from './contenders.ts';
import type { BareLoop } from './cores.ts';
import { type Measured, measureEngine } from './measure.ts';
import { timeNaive } from './naive.ts';
import { measurePytorch } from './pytorch.ts';
import type { Budget } from './time-steps.ts';

/** The engine in this very process. */
export const nodeEngine = createWasmEngine(readKernels);

/** Parameters of a network that is trained naively. */
const mostNaive = 50_000;

/** Milliseconds that one measurement may take, whatever it waits for. */
const limit = 120_000;

/** Measures one contender, wherever it runs. */
export interface Measurer {
  measure(spec: Partial<PlanSpec>, budget: Budget): Promise<Measured>;
  close(): Promise<void>;
}

/** @param url of the bench's page; each contender gets a fresh one, so that none inherits another's state */
export async function openMeasurer(
  contender: ContenderId,
  browser: Browser,
  url: string,
): Promise<Measurer> {
  if (contenders[contender].place === 'node') {
    return {
      measure: (spec, budget) => measureInNode(contender, smallPlan(spec), budget),
      close: () => Promise.resolve(),
    };
  }
  let page = await openPage(browser, url);
  return {
    async measure(spec, budget) {
      const job = { contender, spec, budget };
      const measured = page.evaluate((j) => window.bench.measure(j), job);
      const late = new Promise<null>((resolve) => setTimeout(resolve, limit, null).unref());
      try {
        const result = await Promise.race([measured, late]);
        if (result !== null) return result;
        measured.catch(() => undefined); // the page is closed under it
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
      await page.close();
      page = await openPage(browser, url);
      return { ok: false, reason: `not done after ${limit / 1000} s` };
    },
    close: () => page.close(),
  };
}

async function measureInNode(
  contender: ContenderId,
  plan: Plan,
  budget: Budget,
): Promise<Measured> {
  const { engine, threads = 1 } = contenders[contender];
  if (typeof engine === 'string' || 'stock' in engine)
    return measureEngine(nodeEngine, plan, budget, null);
  if (engine.peer !== 'naive')
    return measurePytorch(plan, budget, engine.peer === 'pytorch' ? threads : 'cuda');
  if (plan.model.network.parameterCount > mostNaive)
    return { ok: false, reason: 'a step takes seconds' };
  return {
    ok: true,
    device: process.version,
    time: timeNaive(plan, budget),
    calls: null,
    chunks: null,
  };
}

/** A process of Node that measures the engine. */
export function startLoopProcess(): BareLoop {
  const child = fork(fileURLToPath(new URL('./engine-process.ts', import.meta.url)));
  return {
    async measure(request) {
      child.send(request);
      const [measured] = await once(child, 'message');
      return measured as Measured;
    },
    dispose: () => child.kill(),
  };
}

export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}
