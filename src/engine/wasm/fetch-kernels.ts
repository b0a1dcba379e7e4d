import type { KernelSource } from '#src/engine/wasm/kernels.ts';
import type { HelperLike, TeamPlace } from '#src/engine/wasm/teams.ts';
import type { KernelBuildId } from '#src/experiment/ids.ts';

// Whole addresses in plain sight: the bundler puts the files where they lead.
const addresses = {
  plain: new URL('./generated/kernels.wasm', import.meta.url),
  relaxed: new URL('./generated/kernels-relaxed.wasm', import.meta.url),
};
const teamAddresses = {
  plain: new URL('./generated/kernels-threads.wasm', import.meta.url),
  relaxed: new URL('./generated/kernels-relaxed-threads.wasm', import.meta.url),
};

/** Kernels from beside the script, in a browser's worker. */
export const fetchKernels: KernelSource = fetchFrom(addresses);

/** Threads in a browser are workers of the engine's own: they end with it. */
export const browserTeams: TeamPlace = {
  source: fetchFrom(teamAddresses),
  startHelper: (): HelperLike =>
    new Worker(new URL('./helper.ts', import.meta.url), { type: 'module', name: 'thread' }),
};

function fetchFrom(urls: Readonly<Record<KernelBuildId, URL>>): KernelSource {
  return async (build) => {
    const response = await fetch(urls[build]);
    if (!response.ok) throw new Error(`the kernels could not be loaded (${response.status})`);
    return response.arrayBuffer();
  };
}
