import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A folder for a browser's profile or its downloads, and the way to forget it. */
export async function makeFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fitscope-'));
  // The parts of a browser that has ended may still write.
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { folder, remove };
}

/** Ends a process; resolves when it is gone. */
export function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    if (!child.kill()) resolve();
  });
}

/** A screen that nobody sees. */
export async function startScreen(): Promise<{ readonly display: string; close(): Promise<void> }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    server.on('exit', () => reject(new Error('Xvfb does not start')));
    server.stdio[3]?.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
  });
  return { display, close: () => end(server) };
}

/** Asks again and again until there is an answer. @throws Error saying what was waited for */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const seconds = 60;
  const last = Date.now() + 1000 * seconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > last) throw new Error(`waited ${seconds} s for ${what}`);
    await sleep(50);
  }
}

/** The next file that arrives whole in a folder, which it leaves empty. */
export function nextFile(folder: string): Promise<Buffer> {
  let before = 0;
  return until('a file', async () => {
    // Firefox keeps the name taken by an empty file beside the part that has arrived.
    const names = await readdir(folder);
    const [name] = names;
    if (name === undefined || names.some((other) => /\.(part|wkdownload)$/.test(other)))
      return undefined;
    const file = path.join(folder, name);
    const { size } = await stat(file);
    if (size === 0 || size !== before) {
      before = size;
      return undefined;
    }
    const content = await readFile(file);
    await rm(file);
    return content;
  });
}
