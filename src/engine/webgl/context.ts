import { EngineError } from '#src/engine/contract/messages.ts';
import { DeviceLostError } from '#src/engine/contract/trainer.ts';

/** A WebGL2 context of our own that can render to float32 textures, and the news of its loss. */
export interface Context {
  readonly gl: WebGL2RenderingContext;
  /** The driver's name of the device. */
  readonly renderer: string;
  /** Aborts when the context is lost. */
  readonly lost: AbortSignal;
  /** Asks the context itself too: the event comes late. */
  isLost(): boolean;
  /** The error for promises that the loss leaves unanswered. */
  loss(): DeviceLostError;
}

/** @throws EngineError where there is no such context */
export function openContext(): Context {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: 'high-performance',
  });
  if (gl === null) throw new EngineError({ id: 'no_webgl2' });
  if (gl.getExtension('EXT_color_buffer_float') === null) {
    throw new EngineError({ id: 'no_float_targets' });
  }
  const lost = new AbortController();
  canvas.addEventListener('webglcontextlost', () => lost.abort());
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  return {
    gl,
    renderer: String(name),
    lost: lost.signal,
    isLost: () => {
      if (!lost.signal.aborted && gl.isContextLost()) lost.abort();
      return lost.signal.aborted;
    },
    loss: () => new DeviceLostError('the graphics device was reset under the training'),
  };
}

/** Renderers that draw on the processor. */
const softwareRenderers = /swiftshader|llvmpipe|softpipe|basic render|microsoft basic|software/i;

/** The device in words, e.g. "NVIDIA GeForce RTX 3060", "SwiftShader (software)". */
export function describeRenderer(renderer: string): { device: string; software: boolean } {
  const software = softwareRenderers.test(renderer);
  // ANGLE (vendor, device, driver): the device is what a reader knows.
  const device = /^ANGLE \([^,]*, (.*), [^,]*\)$/.exec(renderer)?.[1] ?? renderer;
  const short = /swiftshader/i.test(device) ? 'SwiftShader' : device.trim();
  return { device: software ? `${short} (software)` : short, software };
}
