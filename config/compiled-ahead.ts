import type { Plugin, Rolldown } from 'vite';

/**
 * A browser that knows this word compiles all functions of a file beside the page, as it comes, instead of one by one
 * within the page, when each is first called.
 */
const COMPILED_AHEAD = '//# allFunctionsCalledOnLoad\n';

/** Marks the files of a first visit, most of which runs in its first second. */
export function compiledAhead(isFirst: (chunk: Rolldown.OutputChunk) => boolean): Plugin {
  return {
    name: 'compiled-ahead',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post', // it must stand before all code
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && isFirst(file)) file.code = COMPILED_AHEAD + file.code;
      },
    },
  };
}
