import type { Page } from '@playwright/test';

interface Noise {
  readonly problems: string[];
  /** Workers of the page that were seen. */
  workers: number;
}

/** Listens to everything that a page should not do: console, exceptions, other hosts, what its policy forbids. */
export async function listen(page: Page, baseURL: string | undefined): Promise<Noise> {
  const noise: Noise = { problems: [], workers: 0 };
  const { problems } = noise;
  await page.exposeFunction('reportViolation', (text: string) => problems.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI } = event;
      const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`forbidden: ${effectiveDirective} ${blockedURI}`);
    });
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  page.on('worker', (worker) => {
    noise.workers++;
    if (!worker.url().startsWith(baseURL ?? '')) problems.push(`worker: ${worker.url()}`);
  });
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  // Of the whole context: what workers ask for goes through it as well.
  page.context().on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(baseURL ?? ''))
      problems.push(`asked: ${url}`);
  });
  return noise;
}
