import type { Context } from '#src/engine/webgl/context.ts';
import {
  coveringVertex,
  finiteGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
} from '#src/engine/webgl/glsl/common.ts';
import { mix32Glsl } from '#src/engine/webgl/glsl/dropout.ts';
import type { Programs } from '#src/engine/webgl/programs.ts';
import { Resources } from '#src/engine/webgl/textures.ts';
import { mix32 } from '#src/lib/mix32.ts';

const size = 4;

/** Inputs with all 24 bits of a float32 in use, and the neighbour of 1. */
const inputs = Float32Array.from({ length: size * size * 4 }, (_, i) =>
  i === 0 ? 1 + 2 ** -23 : (mix32(i) - 2 ** 31) / 2 ** 31,
);

/** What a target must hold at texel i, by the same operations: a difference, a sum of products, a hash, finite or not. */
function expected(i: number, target: number) {
  const [a, b] = [inputs[4 * i] as number, inputs[4 * i + 1] as number];
  return {
    difference: Math.fround(a - 1),
    product: a * b + target,
    hash: mix32(i + 1000 * target) >>> 8,
    finite: 0, // an overflow is not
  };
}

/**
 * Draws a small known computation into float32 layers and compares: textures read and written without loss, float32
 * kept to its last bit, 32-bit integers, several targets at once, and infinity told by its bits.
 *
 * @returns what is wrong, in words, or null
 * @throws Error where the program cannot be made
 */
export async function selfTest(
  { gl }: Context,
  programs: Programs,
  targets: number,
): Promise<string | null> {
  const uniforms = { values: 0, huge: 3e38 };
  const kernel = { vertex: coveringVertex, fragment: fragment(targets), uniforms };
  const acquired = await programs.acquire([kernel], new AbortController().signal);
  const resources = new Resources(gl);
  try {
    gl.activeTexture(gl.TEXTURE0);
    const target = resources.textureArray(size, size, targets);
    const framebuffer = resources.layersTarget(target, targets);
    if (gl.checkFramebufferStatus(gl.FRAMEBUFFER) !== gl.FRAMEBUFFER_COMPLETE) {
      return `it cannot draw into ${targets} float32 textures at once`;
    }
    resources.texture('RGBA32F', size, size);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, size, size, gl.RGBA, gl.FLOAT, inputs);
    gl.useProgram(acquired[0]?.handle ?? null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.viewport(0, 0, size, size);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    return compare(gl, targets);
  } finally {
    resources.dispose();
    programs.release(acquired);
  }
}

function compare(gl: WebGL2RenderingContext, targets: number): string | null {
  const actual = new Float32Array(size * size * 4);
  for (let target = 0; target < targets; target++) {
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + target);
    gl.readPixels(0, 0, size, size, gl.RGBA, gl.FLOAT, actual);
    for (let i = 0; i < size * size; i++) {
      const right = expected(i, target);
      const [difference, product, hash, finite] = actual.subarray(4 * i) as unknown as number[];
      if (difference !== right.difference) return 'it does not keep float32 to the last bit';
      // Rounded once or twice: a fused multiply-add is as good.
      if (!(Math.abs((product as number) - right.product) <= 2 ** -20))
        return 'it multiplies inexactly';
      if (hash !== right.hash) return 'its integers are not 32 bits wide';
      if (finite !== right.finite) return 'it does not tell infinity from a number';
    }
  }
  return null;
}

function fragment(targets: number): string {
  return `${headerGlsl}${mix32Glsl}${finiteGlsl}
uniform sampler2D values;
uniform float huge;
${outputsGlsl(targets)}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int i = at.y * ${size} + at.x;
  vec4 v = texelFetch(values, at, 0);
  float infinite = huge * huge;
  ${repeat(
    targets,
    (t) => `target${t} = vec4(
    v.x - 1.0, v.x * v.y + ${t}.0, float(mix32(uint(i + ${1000 * t})) >> 8), finite(infinite) ? 1.0 : 0.0);`,
  )}
}`;
}
