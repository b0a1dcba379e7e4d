import { createHash } from 'node:crypto';

/**
 * Runs before anything is drawn: the colours that the reader has chosen, and whether the address names something else than
 * the first experiment.
 */
export const AHEAD = `{
  const page = document.documentElement.dataset;
  let scheme = null;
  try { scheme = localStorage.getItem('mantine-color-scheme-value'); } catch {}
  if (scheme !== 'light' && scheme !== 'dark')
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  page.mantineColorScheme = scheme;
  if (location.hash !== '' || history.state !== null) page.elsewhere = '';
}`;

/** Of the script, by which the content policy knows it. */
export const AHEAD_HASH = `sha256-${createHash('sha256').update(AHEAD).digest('base64')}`;
