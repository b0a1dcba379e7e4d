import type { Driver } from './driver.ts';

/** The commands of the WebDriver standard that are used here, by their address below a session. */
export const commands = {
  Navigate: () => 'url',
  ExecuteScript: () => 'execute/sync',
  FindElement: () => 'element',
  ElementClick: (id: string) => `element/${id}/click`,
  ElementSendKeys: (id: string) => `element/${id}/value`,
} as const;

/** Sends a command with its parameters, `id` being the element it is about; resolves to its answer. */
export type Send = (
  command: keyof typeof commands,
  parameters: { readonly id?: string; readonly [name: string]: unknown },
) => Promise<unknown>;

/** A browser that speaks the WebDriver protocol. @param close ends it and forgets its profile */
export function webDriver(send: Send, close: () => Promise<void>): Driver {
  const run: Driver['run'] = async (script, ...args) =>
    (await send('ExecuteScript', {
      script: `return (${String(script)})(...arguments)`,
      args,
    })) as never;

  async function find(selector: string): Promise<string> {
    const element = await send('FindElement', { using: 'css selector', value: selector });
    const [id] = Object.values(element as Readonly<Record<string, string>>);
    if (id === undefined) throw new Error(`${selector} has no id`);
    return id;
  }

  return {
    open: async (url) => {
      // An address that differs in its fragment only would leave the document.
      await send('Navigate', { url: 'about:blank' });
      await send('Navigate', { url });
    },
    run,
    click: async (selector) => {
      await send('ElementClick', { id: await find(selector) });
    },
    type: async (selector, text) => {
      const id = await find(selector);
      const length = await run(
        (css) => document.querySelector<HTMLInputElement>(css)?.value.length ?? 0,
        selector,
      );
      const [end, backspace, enter] = ['\uE010', '\uE003', '\uE007'];
      await send('ElementSendKeys', { id, text: end + backspace.repeat(length) + text + enter });
    },
    close,
  };
}
