import { EngineError } from '#src/engine/contract/messages.ts';
import { type Context, describeRenderer, openContext } from '#src/engine/webgl/context.ts';
import { Fences } from '#src/engine/webgl/fences.ts';
import type { Capacity } from '#src/engine/webgl/layout.ts';
import { Programs } from '#src/engine/webgl/programs.ts';
import { selfTest } from '#src/engine/webgl/self-test.ts';

/** A context that has shown that it computes rightly, with what trainers share on it. */
export interface Device {
  readonly context: Context;
  readonly capacity: Capacity;
  readonly programs: Programs;
  readonly fences: Fences;
  /** In words, e.g. "SwiftShader (software)". */
  readonly name: string;
  readonly software: boolean;
}

/**
 * Opens a context and proves it. Some devices write eight float32 targets in one draw, others four.
 *
 * @param mostTargets leave at 8, or 4 to lay textures out as for a smaller device
 * @throws EngineError where the device cannot be used
 */
export async function openDevice(mostTargets: 4 | 8 = 8): Promise<Device> {
  const context = openContext();
  const { gl } = context;
  const programs = new Programs(context);
  const textureSize = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  const drawBuffers = gl.getParameter(gl.MAX_DRAW_BUFFERS) as number;
  const { device: name, software } = describeRenderer(context.renderer);
  const wanted = ([8, 4] as const).filter((n) => n <= Math.min(mostTargets, drawBuffers));
  let problem = 'it has too few render targets';
  for (const colorTargets of wanted) {
    const found = await selfTest(context, programs, colorTargets).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (found === null) {
      const capacity = { colorTargets, textureSize };
      return { context, capacity, programs, fences: new Fences(context), name, software };
    }
    problem = found;
  }
  throw new EngineError({ id: 'self_test_failed', values: { device: name, detail: problem } });
}
