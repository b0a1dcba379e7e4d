import type { Engine, EngineEntry, EngineTraits } from '#src/engine/contract/engine.ts';
import { tfjsTraits } from '#src/engine/tfjs/traits.ts';
import { wasmTraits } from '#src/engine/wasm/traits.ts';
import { webglTraits } from '#src/engine/webgl/traits.ts';
import { webgpuTraits } from '#src/engine/webgpu/traits.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { loadedOnce } from '#src/lib/loaded-once.ts';

const registry: Record<EngineId, readonly [EngineTraits, () => Promise<Engine>]> = {
  webgl: [webglTraits, async () => (await import('#src/engine/webgl/engine.ts')).webglEngine],
  wasm: [wasmTraits, async () => (await import('#src/engine/wasm/engine.ts')).wasmEngine],
  webgpu: [webgpuTraits, async () => (await import('#src/engine/webgpu/engine.ts')).webgpuEngine],
  tfjs: [tfjsTraits, async () => (await import('#src/engine/tfjs/engine.ts')).tfjsEngine],
};

/** Every engine, the preferred first. */
export const engines: readonly EngineEntry[] = (Object.keys(registry) as EngineId[]).map((id) => {
  const [traits, load] = registry[id];
  return { id, traits, load: loadedOnce(load) };
});
