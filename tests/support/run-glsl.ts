import { openContext } from '#src/engine/webgl/context.ts';
import { coveringVertex, headerGlsl, outputsGlsl } from '#src/engine/webgl/glsl/common.ts';
import { Programs, type Uniforms } from '#src/engine/webgl/programs.ts';
import { Resources } from '#src/engine/webgl/textures.ts';

const context = openContext();
const programs = new Programs(context);

/** Four numbers, as a vec4. */
export type Vec4 = readonly [number, number, number, number];

/**
 * Runs statements of GLSL once for each input.
 *
 * @param declarations functions and uniforms that the statements use
 * @param body reads the input `x`; writes what it finds to `target0` and `target1`
 * @returns of each input both targets
 */
export async function runGlsl(
  declarations: string,
  body: string,
  uniforms: Uniforms,
  inputs: readonly Vec4[],
): Promise<(readonly [Vec4, Vec4])[]> {
  const fragment = `${headerGlsl}
uniform sampler2D xs;
${declarations}
${outputsGlsl(2)}
void main() {
  vec4 x = texelFetch(xs, ivec2(gl_FragCoord.xy), 0);
  target0 = target1 = vec4(0);
  ${body}
}`;
  const { gl } = context;
  const kernel = { vertex: coveringVertex, fragment, uniforms: { ...uniforms, xs: 0 } };
  const [program] = await programs.acquire([kernel], new AbortController().signal);
  const resources = new Resources(gl);
  const width = inputs.length;
  gl.activeTexture(gl.TEXTURE0);
  const framebuffer = resources.layersTarget(resources.textureArray(width, 1, 2), 2);
  resources.texture('RGBA32F', width, 1);
  const numbers = Float32Array.from(inputs.flat());
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, 1, gl.RGBA, gl.FLOAT, numbers);
  gl.useProgram(program?.handle ?? null);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.viewport(0, 0, width, 1);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const [first, second] = [0, 1].map((target) => {
    const found = new Float32Array(4 * width);
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + target);
    gl.readPixels(0, 0, width, 1, gl.RGBA, gl.FLOAT, found);
    return (i: number) => Array.from(found.subarray(4 * i, 4 * i + 4)) as unknown as Vec4;
  });
  resources.dispose();
  return inputs.map((_, i) => [first!(i), second!(i)]);
}
