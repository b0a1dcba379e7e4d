import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Rolldown } from 'vite';
import { compiledAhead } from './config/compiled-ahead.ts';
import { contentSecurityPolicy, ISOLATION } from './config/csp.ts';
import { firstScreen } from './config/first-screen.ts';
import { ThirdPartyNotices } from './config/notices.ts';
import { offline } from './config/offline.ts';
import { buildWasm } from './scripts/build-wasm.mjs';

/** The release and the commit that is built, where there is one: "0.2.0 (1a2b3c4)". */
function version(): string {
  const release = process.env['npm_package_version'] ?? 'unreleased';
  try {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: 'pipe' });
    return `${release} (${String(commit).trim()})`;
  } catch {
    return release; // built from an archive of the source
  }
}

/** The folder of `src/words` that the page is built with; its import conditions are in package.json. */
const language = process.env['FITSCOPE_LANGUAGE'] ?? 'en';

/**
 * The parts of a first visit, each a file, in the order in which they come and run: what starts the others, what says
 * what can be trained, what makes the run, what draws pages, what shows runs, what shows all. The entry itself stands
 * alone: it waits for the others, so none of them may import it.
 */
const firstParts = {
  start: '/src/main.ts',
  fields: '/src/experiment/experiment.ts',
  services: '/src/app/start-services.ts',
  root: '/src/app/root.ts',
  charts: '/src/charts/charts.tsx',
  page: '/src/app/show-page.tsx',
} as const;

/** A part takes what it cannot do without, but for what an earlier one has taken. */
const firstGroups = Object.entries(firstParts).map(([name, file], i, { length }) => {
  const start = fileURLToPath(new URL(`.${file}`, import.meta.url));
  return {
    priority: length - i,
    name(id: string, graph: Rolldown.ChunkingContext): string | null {
      const modules = reachable.get(start) ?? staticImports(start, graph);
      reachable.set(start, modules);
      return modules.has(id) && !(name === 'start' && id === start) ? name : null;
    },
  };
});

const reachable = new Map<string, ReadonlySet<string>>();

/** The modules that one cannot start without: itself and its static imports, and theirs. */
function staticImports(start: string, graph: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) {
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  }
  return found;
}

/** A first visit loads it: a part of its own, or what draws charts. */
function isFirst({ name, moduleIds }: Rolldown.OutputChunk): boolean {
  return name in firstParts || moduleIds.some((id) => id.includes('/node_modules/plotly.js/'));
}

const entryFile = /(^|\/)main-[^/]+\.js$/;

export default defineConfig(async ({ command }) => {
  // A kernel that does not compile stops a build, but neither the dev server nor tests of other parts.
  await buildWasm().catch((error: unknown) => {
    if (command === 'build') throw error;
    process.stderr.write(`${String(error)}\n`);
  });
  const notices = new ThirdPartyNotices();
  return {
    // Relative addresses: the build works from any sub-path of any host.
    base: './',
    plugins: [
      react(),
      firstScreen(language),
      compiledAhead(isFirst),
      contentSecurityPolicy(),
      notices.watch(),
      notices.write(),
      offline(),
    ],
    // Plotly's source was written for bundlers that know `global`, and names a map's style sheet.
    define: {
      global: 'globalThis',
      'import.meta.env.VITE_VERSION': JSON.stringify(version()),
    },
    resolve: {
      conditions: [language, ...defaultClientConditions],
      alias: {
        'maplibre-gl/dist/maplibre-gl.css': fileURLToPath(
          new URL('config/empty.css', import.meta.url),
        ),
        // A module of `@mantine/hooks`.
        './use-id/use-id.mjs': fileURLToPath(new URL('config/use-id.ts', import.meta.url)),
      },
    },
    server: { headers: ISOLATION },
    preview: { headers: ISOLATION },
    build: {
      target: 'es2023',
      // Fonts and kernels stay files: the policy allows no data: addresses for them.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      // Tells `npm run size` which files a first visit loads.
      manifest: true,
      // The page's entry runs already where a lazy part would have it loaded ahead; Firefox takes that for a failure.
      modulePreload: {
        resolveDependencies: (
          _file: string,
          files: string[],
          { hostType }: { hostType: string },
        ) => (hostType === 'js' ? files.filter((file) => !entryFile.test(file)) : files),
      },
      rolldownOptions: {
        output: {
          entryFileNames: 'assets/main-[hash].js',
          codeSplitting: { groups: firstGroups },
        },
      },
    },
    worker: {
      format: 'es' as const,
      plugins: () => [notices.watch()],
      rolldownOptions: {
        output: {
          comments: false,
          // WebKit evaluates a worker's entry again for each chunk that imports it: nothing may.
          codeSplitting: {
            groups: [
              { name: 'session', test: /\/engine\/worker\/(session|engines)\.ts$/ },
              { name: 'read-facts', test: /\/code\/read\/read-facts\.ts$/ },
            ],
          },
        },
      },
    },
    // Found late, behind lazy imports and in the worker, these would make the dev server reload the page.
    optimizeDeps: {
      include: [
        '@lezer/python',
        '@plutojl/lezer-julia',
        '@tensorflow/tfjs-backend-cpu',
        '@tensorflow/tfjs-backend-webgl',
        '@tensorflow/tfjs-core',
        'd3-random',
        'katex',
        'plotly.js/lib/contour',
        'plotly.js/lib/core',
        'plotly.js/src/components/drawing',
        'plotly.js/src/lib',
        'plotly.js/src/plot_api/subroutines',
        'plotly.js/src/plots/cartesian',
        'plotly.js/src/plots/plots',
        'plotly.js/src/traces/heatmap/plot',
        'plotly.js/src/traces/scatter',
        'plotly.js/src/traces/scatter/line_points',
        'plotly.js/lib/heatmap',
        'plotly.js/lib/histogram',
        'react-dom/client',
        'zod/mini',
      ],
    },
  };
});
