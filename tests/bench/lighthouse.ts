import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../scripts/browsers.mjs';
import { type Host, serveBuilt } from './cold-start.ts';

/** What Lighthouse says of the built page. */
export interface LighthouseScore {
  readonly preset: 'desktop' | 'mobile';
  /** The worst first. */
  readonly visits: readonly LighthouseVisit[];
  /** What it would mend first at the median visit: titles of the audits that cost most. */
  readonly findings: readonly string[];
}

export interface LighthouseVisit {
  /** 0…100 */
  readonly performance: number;
  /** Milliseconds. */
  readonly largestPaint: number;
  readonly blocking: number;
  /** Lighthouse's index of how fast the machine was meanwhile: without it two scores cannot be compared. */
  readonly machine: number;
}

interface Audit {
  readonly title: string;
  readonly score: number | null;
  readonly numericValue?: number;
  readonly metricSavings?: Readonly<Record<string, number>>;
}

/** Later versions need a later Node. It is no dependency: it brings 200 packages for one line of the report. */
export const lighthouseMissing =
  'it is not installed: npm install --no-save lighthouse@12.8.2 brings it';

/** @param repeats visits with each preset @throws Error where Lighthouse is not installed or does not run */
export async function measureLighthouse(repeats: number): Promise<readonly LighthouseScore[]> {
  const host = await serveBuilt();
  try {
    return [await score(host, 'desktop', repeats), await score(host, 'mobile', repeats)];
  } finally {
    host.close();
  }
}

async function score(
  host: Host,
  preset: LighthouseScore['preset'],
  repeats: number,
): Promise<LighthouseScore> {
  const found: Awaited<ReturnType<typeof visit>>[] = [];
  for (let i = 0; i < repeats; i++) found.push(await visit(host, preset));
  found.sort((a, b) => a.visit.performance - b.visit.performance);
  return {
    preset,
    visits: found.map(({ visit }) => visit),
    findings: found[repeats >> 1]?.findings ?? [],
  };
}

/** In the browser of the tests: another draws its own window in software meanwhile, by the processor that is measured. */
async function visit(
  { url }: Host,
  preset: LighthouseScore['preset'],
): Promise<{ readonly visit: LighthouseVisit; readonly findings: readonly string[] }> {
  const { stdout } = await promisify(execFile)(
    'lighthouse',
    [
      url,
      '--quiet',
      '--output=json',
      '--only-categories=performance',
      ...(preset === 'desktop' ? ['--preset=desktop'] : []),
      `--chrome-flags=--headless=new ${CHROMIUM_FLAGS.join(' ')}`,
    ],
    {
      env: { ...process.env, CHROME_PATH: ensureBrowser('chromium') },
      maxBuffer: 2 ** 27,
      timeout: 300_000,
    },
  );
  const { categories, audits, environment, runtimeError } = JSON.parse(stdout) as {
    readonly categories: { readonly performance: { readonly score: number | null } };
    readonly audits: Readonly<Record<string, Audit>>;
    readonly environment: { readonly benchmarkIndex: number };
    readonly runtimeError?: { readonly message: string };
  };
  if (runtimeError !== undefined) throw new Error(runtimeError.message);
  const savings = ({ metricSavings = {} }: Audit) =>
    Object.values(metricSavings).reduce((sum, saved) => sum + saved, 0);
  const milliseconds = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
  return {
    visit: {
      performance: 100 * (categories.performance.score ?? Number.NaN),
      largestPaint: milliseconds('largest-contentful-paint'),
      blocking: milliseconds('total-blocking-time'),
      machine: environment.benchmarkIndex,
    },
    findings: Object.values(audits)
      .filter((audit) => savings(audit) > 0)
      .toSorted((a, b) => savings(b) - savings(a))
      .slice(0, 4)
      .map(({ title }) => title),
  };
}
