import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../scripts/browsers.mjs';
import { type Host, serveBuilt } from './cold-start.ts';

/** What Lighthouse says of the built page. */
export interface LighthouseScore {
  readonly preset: 'desktop' | 'mobile';
  /** Of performance, 0…100. */
  readonly performance: number;
  /** Milliseconds. */
  readonly largestPaint: number;
  readonly blocking: number;
  /** What it would mend first: titles of the audits that cost most. */
  readonly findings: readonly string[];
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

/** @throws Error where Lighthouse is not installed or does not run */
export async function measureLighthouse(): Promise<readonly LighthouseScore[]> {
  const host = await serveBuilt();
  try {
    return [await score(host, 'desktop'), await score(host, 'mobile')];
  } finally {
    host.close();
  }
}

async function score({ url }: Host, preset: LighthouseScore['preset']): Promise<LighthouseScore> {
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
      env: { ...process.env, CHROME_PATH: ensureBrowser('desktop') },
      maxBuffer: 2 ** 27,
      timeout: 300_000,
    },
  );
  const { categories, audits } = JSON.parse(stdout) as {
    readonly categories: { readonly performance: { readonly score: number | null } };
    readonly audits: Readonly<Record<string, Audit>>;
  };
  const savings = ({ metricSavings = {} }: Audit) =>
    Object.values(metricSavings).reduce((sum, saved) => sum + saved, 0);
  return {
    preset,
    performance: 100 * (categories.performance.score ?? Number.NaN),
    largestPaint: audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    blocking: audits['total-blocking-time']?.numericValue ?? Number.NaN,
    findings: Object.values(audits)
      .filter((audit) => savings(audit) > 0)
      .toSorted((a, b) => savings(b) - savings(a))
      .slice(0, 4)
      .map(({ title }) => title),
  };
}
