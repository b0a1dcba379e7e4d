import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import type { Driver } from './driver.ts';
import { end, makeFolder, startScreen, until } from './processes.ts';
import { type Send, webDriver } from './web-driver.ts';

/** A quiet profile that draws WebGL in software and keeps downloads in a folder of its own. */
const preferences = (downloads: string) => ({
  'marionette.port': 0,
  'webgl.force-enabled': true,
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
});

/** Starts a Firefox that nobody sees, driven over Marionette, which is WebDriver over a socket of its own. */
export async function startFirefox(program: string, downloads: string): Promise<Driver> {
  const { folder, remove } = await makeFolder();
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(path.join(folder, 'user.js'), lines.join(''));
  // Without a screen Firefox on Linux has no WebGL.
  const screen = process.platform === 'linux' ? await startScreen() : null;
  const firefox = spawn(
    program,
    [...(screen ? [] : ['--headless']), '--marionette', '--no-remote', '--profile', folder],
    { stdio: 'ignore', env: { ...process.env, HOME: folder, DISPLAY: screen?.display } },
  );
  const port = await until('Firefox', () =>
    readFile(path.join(folder, 'MarionetteActivePort'), 'utf8').then(Number, () => undefined),
  );
  const socket = connect(port, '127.0.0.1');
  const send = marionette(socket);
  await send('NewSession', {});
  return webDriver(send, async () => {
    socket.destroy();
    await end(firefox);
    await screen?.close();
    await remove();
  });
}

/** Messages are `length:[0, id, command, parameters]`, answered by `length:[1, id, error, result]`. */
function marionette(
  socket: Socket,
): (command: Parameters<Send>[0] | 'NewSession', parameters: object) => Promise<unknown> {
  type Answer = readonly [kind: 1, id: number, error: unknown, result: unknown];
  const waiting = new Map<number, (answer: Answer) => void>();
  let received = Buffer.alloc(0);
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const from = received.indexOf(':') + 1;
      const to = from + Number(received.subarray(0, from - 1));
      if (from === 0 || received.length < to) return;
      const message: unknown = JSON.parse(received.subarray(from, to).toString());
      received = received.subarray(to);
      // The first message is a greeting.
      if (Array.isArray(message)) waiting.get(message[1] as number)?.(message as unknown as Answer);
    }
  });
  let last = 0;
  return (command, parameters) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const text = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
      waiting.set(id, ([, , error, result]) => {
        waiting.delete(id);
        if (error === null) resolve((result as { value?: unknown }).value);
        else reject(new Error(`${command}: ${JSON.stringify(error)}`));
      });
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}
