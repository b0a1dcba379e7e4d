import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../support/free-port.ts';
import type { Driver } from './driver.ts';
import { end, makeFolder, startScreen, until } from './processes.ts';
import { commands, type Send, webDriver } from './web-driver.ts';

/** Starts WebKitGTK's small browser on a screen of its own, driven over HTTP. @param program a WebKitWebDriver */
export async function startWebKit(program: string, downloads: string): Promise<Driver> {
  const { folder, remove } = await makeFolder();
  const config = path.join(folder, '.config');
  await mkdir(config);
  await writeFile(path.join(config, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const screen = await startScreen();
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.display, HOME: folder, XDG_CONFIG_HOME: config },
  });
  const post = (address: string, body: object) =>
    request('POST', `http://127.0.0.1:${port}/${address}`, body);
  const started = await until('WebKitWebDriver', () =>
    post('session', { capabilities: {} }).catch(() => undefined),
  );
  const session = `session/${(started as { sessionId: string }).sessionId}`;
  await post(`${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });
  const send: Send = (command, { id = '', ...parameters }) =>
    post(`${session}/${commands[command](id)}`, parameters);
  return webDriver(send, async () => {
    await request('DELETE', `http://127.0.0.1:${port}/${session}`);
    await Promise.all([end(driver), screen.close()]);
    await remove();
  });
}

async function request(method: string, address: string, body?: object): Promise<unknown> {
  const response = await fetch(address, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${address}: ${JSON.stringify(value)}`);
  return value;
}
