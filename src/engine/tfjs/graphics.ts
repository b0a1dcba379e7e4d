/** What draws WebGL 2 here, or why TensorFlow.js cannot compute with it. */
export type Graphics =
  | { readonly ok: true; readonly renderer: string; readonly software: boolean }
  | { readonly ok: false; readonly reason: string };

/** A WebGL 2 context of our own, with the rights to float32 textures. */
export interface GraphicsContext {
  readonly canvas: OffscreenCanvas;
  readonly gl: WebGL2RenderingContext;
}

/** @returns null where this place has no WebGL 2 */
export function createContext(): GraphicsContext | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: false,
    preserveDrawingBuffer: false,
    powerPreference: 'high-performance',
  });
  return gl === null ? null : { canvas, gl };
}

/** Looks at the graphics of this machine with a context that is given back at once. */
export function lookAtGraphics(): Graphics {
  const context = createContext();
  if (context === null) return { ok: false, reason: 'there is no WebGL 2 here' };
  const { gl } = context;
  try {
    if (gl.getExtension('EXT_color_buffer_float') === null) {
      return { ok: false, reason: 'WebGL cannot draw float32 numbers here' };
    }
    const renderer = rendererName(gl);
    return {
      ok: true,
      renderer,
      software: /swiftshader|llvmpipe|softpipe|basic render|software/i.test(renderer),
    };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

export function rendererName(gl: WebGL2RenderingContext): string {
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(details?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
}
