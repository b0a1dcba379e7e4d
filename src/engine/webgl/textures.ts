import { lineShift } from '#src/engine/webgl/glsl/common.ts';

/**
 * GL objects of one trainer, freed together. Every texture is made once, of immutable size and read by `texelFetch`
 * only; every framebuffer is made once for one set of targets.
 */
export class Resources {
  readonly gl: WebGL2RenderingContext;
  readonly #textures: WebGLTexture[] = [];
  readonly #framebuffers: WebGLFramebuffer[] = [];
  readonly #buffers: WebGLBuffer[] = [];
  #disposed = false;

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
  }

  /** Zeros; left bound to its target of the active unit. */
  texture(format: 'RGBA32F' | 'R32UI', width: number, height: number): WebGLTexture {
    const { gl } = this;
    const texture = this.#newTexture(gl.TEXTURE_2D);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl[format], width, height);
    return texture;
  }

  textureArray(width: number, height: number, layers: number): WebGLTexture {
    const { gl } = this;
    const texture = this.#newTexture(gl.TEXTURE_2D_ARRAY);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA32F, width, height, layers);
    return texture;
  }

  /** Draws into `count` layers of a texture array, from the first on. */
  layersTarget(texture: WebGLTexture, count: number): WebGLFramebuffer {
    const { gl } = this;
    return this.#target(count, (attachment, layer) => {
      gl.framebufferTextureLayer(gl.FRAMEBUFFER, attachment, texture, 0, layer);
    });
  }

  /** Draws into a plain texture. */
  target(texture: WebGLTexture): WebGLFramebuffer {
    const { gl } = this;
    return this.#target(1, (attachment) => {
      gl.framebufferTexture2D(gl.FRAMEBUFFER, attachment, gl.TEXTURE_2D, texture, 0);
    });
  }

  /** @param target a buffer target, to which it is left bound */
  buffer(target: GLenum, bytes: number, usage: GLenum): WebGLBuffer {
    const buffer = this.gl.createBuffer();
    this.#buffers.push(buffer);
    this.gl.bindBuffer(target, buffer);
    this.gl.bufferData(target, bytes, usage);
    return buffer;
  }

  free(buffer: WebGLBuffer): void {
    this.#buffers.splice(this.#buffers.indexOf(buffer), 1);
    this.gl.deleteBuffer(buffer);
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    const { gl } = this;
    this.#disposed = true;
    for (const framebuffer of this.#framebuffers.splice(0)) gl.deleteFramebuffer(framebuffer);
    for (const texture of this.#textures.splice(0)) gl.deleteTexture(texture);
    for (const buffer of this.#buffers.splice(0)) gl.deleteBuffer(buffer);
  }

  #newTexture(target: GLenum): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    this.#textures.push(texture);
    gl.bindTexture(target, texture);
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return texture;
  }

  #target(count: number, attach: (attachment: GLenum, index: number) => void): WebGLFramebuffer {
    const { gl } = this;
    const framebuffer = gl.createFramebuffer();
    this.#framebuffers.push(framebuffer);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    const attachments = Array.from({ length: count }, (_, i) => gl.COLOR_ATTACHMENT0 + i);
    for (const [i, attachment] of attachments.entries()) attach(attachment, i);
    gl.drawBuffers(attachments);
    return framebuffer;
  }
}

/** Texels of a row of a texture that is addressed by one index. */
const lineWidth = 2 ** lineShift;

/** Makes a texture of so many texels, addressed by one index. */
export function lineTexture(
  resources: Resources,
  format: 'RGBA32F' | 'R32UI',
  texels: number,
): WebGLTexture {
  return resources.texture(format, lineWidth, lineHeight(texels));
}

export function lineHeight(texels: number): number {
  return Math.max(1, Math.ceil(texels / lineWidth));
}

/** Writes into such a texture, which is bound to TEXTURE_2D, from a texel on. @param channels numbers in a texel */
export function writeLine(
  gl: WebGL2RenderingContext,
  data: Float32Array | Uint32Array,
  channels: 4 | 1,
  from: number,
): void {
  const [format, type] =
    data instanceof Uint32Array ? [gl.RED_INTEGER, gl.UNSIGNED_INT] : [gl.RGBA, gl.FLOAT];
  const texels = data.length / channels;
  for (let done = 0; done < texels; ) {
    const x = (from + done) % lineWidth;
    const left = texels - done;
    const rows = x === 0 && left >= lineWidth ? Math.floor(left / lineWidth) : 1;
    const width = Math.min(lineWidth - x, left);
    const y = Math.floor((from + done) / lineWidth);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, rows, format, type, data, done * channels);
    done += width * rows;
  }
}
