import { EngineError } from '#src/engine/contract/messages.ts';
import { type Context, describeRenderer, openContext } from '#src/engine/webgl/context.ts';
import { Fences } from '#src/engine/webgl/fences.ts';
import type { Capacity } from '#src/engine/webgl/layout.ts';
import { Programs } from '#src/engine/webgl/programs.ts';
import { selfTest } from '#src/engine/webgl/self-test.ts';

/** A context, with what is known of it before it has computed anything. */
export interface Opened {
  readonly context: Context;
  readonly programs: Programs;
  /** In words, e.g. "SwiftShader (software)". */
  readonly name: string;
  readonly software: boolean;
}

/** A context that has shown that it computes rightly, with what trainers share on it. */
export interface Device extends Opened {
  readonly capacity: Capacity;
  readonly fences: Fences;
}

/** @throws EngineError where there is no WebGL 2 */
export async function openDevice(): Promise<Opened> {
  const context = openContext();
  const { device: name, software } = describeRenderer(context.renderer);
  return { context, programs: new Programs(context), name, software };
}

/**
 * Proves a context. Some devices write eight float32 targets in one draw, others four.
 *
 * @param mostTargets leave at 8, or 4 to lay textures out as for a smaller device
 * @throws EngineError where the device cannot be used
 */
export async function proveDevice(opened: Opened, mostTargets: 4 | 8 = 8): Promise<Device> {
  const { context, programs, name } = opened;
  const { gl } = context;
  const textureSize = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  const drawBuffers = gl.getParameter(gl.MAX_DRAW_BUFFERS) as number;
  const wanted = ([8, 4] as const).filter((n) => n <= Math.min(mostTargets, drawBuffers));
  let problem = 'it has too few render targets';
  for (const colorTargets of wanted) {
    const found = await selfTest(context, programs, colorTargets).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (found === null) {
      const capacity = { colorTargets, textureSize };
      return { ...opened, capacity, fences: new Fences(context) };
    }
    problem = found;
  }
  throw new EngineError({ id: 'self_test_failed', values: { device: name, detail: problem } });
}
