import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';
import { createServer, defaultServerConditions } from 'vite';
import type * as screen from '../src/app/first-screen.tsx';
import { AHEAD } from './ahead.ts';

/**
 * Draws the first screen into the built page, and names what will be needed once it is painted (`askForParts`).
 *
 * @param language the folder of `src/words`
 */
export function firstScreen(language: string): Plugin {
  let markup = '';
  return {
    name: 'first-screen',
    apply: 'build',
    generateBundle: {
      order: 'pre',
      async handler() {
        const { FirstScreen, firstPicture } = await loadScreen(language);
        // Within the page: what is seen first is seen before any other file has come.
        const picture = `data:image/svg+xml,${encodeURIComponent(await firstPicture())}`;
        markup = renderToStaticMarkup(createElement(FirstScreen, { picture }));
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        checkClasses(markup, bundle);
        return {
          html: html.replace('<div id="root"></div>', `<div id="root">${markup}</div>`),
          tags: [
            { tag: 'script', children: AHEAD, injectTo: 'head-prepend' },
            ...needed(bundle, html),
          ],
        };
      },
    },
  };
}

/** The screen's module, in words of a language: the build's own modules are not made to run here. */
async function loadScreen(language: string): Promise<typeof screen> {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    resolve: { conditions: [language, ...defaultServerConditions] },
    ssr: { resolve: { conditions: [language, ...defaultServerConditions] } },
  });
  try {
    return (await server.ssrLoadModule('/src/app/first-screen.tsx')) as typeof screen;
  } finally {
    await server.close();
  }
}

/** @throws Error where the markup has a class that no style sheet knows */
function checkClasses(markup: string, bundle: Rolldown.OutputBundle): void {
  const sheets = Object.values(bundle)
    .filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
    .map((file) => String((file as Rolldown.OutputAsset).source));
  const used = [...markup.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  const own = used.filter((name) => name.startsWith('_') || name === 'undefined');
  const unknown = own.filter((name) => !sheets.some((sheet) => sheet.includes(`.${name}`)));
  if (unknown.length > 0) throw new Error(`first screen: no styles for ${unknown.join(', ')}`);
}

/** Styles, and links to what the entry imports once it runs, but for what the page names already. */
function needed(bundle: Rolldown.OutputBundle, html: string): HtmlTagDescriptor[] {
  const chunk = (file: string) => {
    const found = bundle[file];
    return found?.type === 'chunk' ? found : undefined;
  };
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
  const files = new Set<string>();
  const styles = new Set<string>();
  const add = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const imported of chunk(file)?.imports ?? []) add(imported);
    for (const style of chunk(file)?.viteMetadata?.importedCss ?? []) styles.add(style);
  };
  if (entry?.type === 'chunk') for (const file of entry.dynamicImports) add(file);
  const isNew = (file: string) => !html.includes(file);
  const link = (attrs: Readonly<Record<string, string>>): HtmlTagDescriptor => ({
    tag: 'link',
    attrs: { crossorigin: '', ...attrs },
    injectTo: 'head',
  });
  return [
    ...[...styles].filter(isNew).map((file) => link({ rel: 'stylesheet', href: `./${file}` })),
    {
      tag: 'template',
      attrs: { id: 'parts' },
      children: [...files]
        .filter(isNew)
        .map((file) => link({ rel: 'modulepreload', href: `./${file}` })),
      injectTo: 'body',
    },
  ];
}
