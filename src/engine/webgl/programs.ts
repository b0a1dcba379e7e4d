import type { Context } from '#src/engine/webgl/context.ts';
import { nextTask } from '#src/lib/next-task.ts';

interface ProgramSource {
  readonly vertex: string;
  readonly fragment: string;
}

/** A uniform's number or numbers; samplers take the number of a texture unit. Structs are records. */
type UniformValue = number | readonly number[] | Uniforms | readonly Uniforms[];

export interface Uniforms {
  readonly [name: string]: UniformValue;
}

/** A program to be made, and the values of its uniforms, which stay. */
export interface Kernel extends ProgramSource {
  readonly uniforms: Uniforms;
}

export interface Program {
  readonly handle: WebGLProgram;
  readonly source: ProgramSource;
  readonly uniforms: ReadonlyMap<string, Uniform>;
}

interface Uniform {
  readonly location: WebGLUniformLocation;
  readonly type: GLenum;
}

/** Idle programs that are kept at the most: those of the last few trainers. */
const mostIdle = 96;

/**
 * The programs of a context. A program belongs to one trainer at a time, which sets its uniforms once; handed back, it
 * serves the next trainer that needs the same source: shapes are uniforms, so a changed network seldom compiles.
 */
export class Programs {
  readonly #context: Context;
  readonly #parallel: KHR_parallel_shader_compile | null;
  #idle: Program[] = [];

  constructor(context: Context) {
    this.#context = context;
    this.#parallel = context.gl.getExtension('KHR_parallel_shader_compile');
  }

  /**
   * Compiles what is not at hand, all at once and, where the driver can, off this thread, and sets all uniforms.
   *
   * @returns the kernels' programs in their order, to be released
   */
  async acquire(kernels: readonly Kernel[], signal: AbortSignal): Promise<Program[]> {
    const { gl } = this.#context;
    const claimed = kernels.map((kernel) => this.#takeIdle(kernel));
    const handles = kernels.map((kernel, i) => claimed[i]?.handle ?? this.#start(kernel));
    try {
      for (const [i, handle] of handles.entries()) {
        if (claimed[i] === null) await this.#linked(handle, signal);
      }
      return kernels.map((kernel, i) => {
        const program = claimed[i] ?? this.#reflect(kernel, handles[i] as WebGLProgram);
        setUniforms(gl, program, kernel.uniforms);
        return program;
      });
    } catch (error) {
      for (const [i, handle] of handles.entries()) {
        const program = claimed[i];
        if (program) this.#idle.push(program);
        else gl.deleteProgram(handle);
      }
      throw error;
    }
  }

  release(programs: readonly Program[]): void {
    this.#idle.push(...programs);
    for (const program of this.#idle.splice(0, this.#idle.length - mostIdle)) {
      this.#context.gl.deleteProgram(program.handle);
    }
  }

  #takeIdle(source: ProgramSource): Program | null {
    const index = this.#idle.findIndex(
      (idle) => idle.source.fragment === source.fragment && idle.source.vertex === source.vertex,
    );
    return index < 0 ? null : (this.#idle.splice(index, 1)[0] ?? null);
  }

  #start({ vertex, fragment }: ProgramSource): WebGLProgram {
    const { gl } = this.#context;
    const handle = gl.createProgram();
    for (const [type, text] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type);
      if (shader === null) throw this.#context.loss();
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(handle, shader);
      gl.deleteShader(shader); // stays as long as the program
    }
    gl.linkProgram(handle);
    return handle;
  }

  async #linked(handle: WebGLProgram, signal: AbortSignal): Promise<void> {
    const { gl } = this.#context;
    do {
      await nextTask();
      signal.throwIfAborted();
      if (this.#context.isLost()) throw this.#context.loss();
    } while (
      this.#parallel !== null &&
      gl.getProgramParameter(handle, this.#parallel.COMPLETION_STATUS_KHR) === false
    );
    if (gl.getProgramParameter(handle, gl.LINK_STATUS) === true) return;
    if (this.#context.isLost()) throw this.#context.loss();
    const logs = (gl.getAttachedShaders(handle) ?? []).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(
      `a shader does not compile: ${[gl.getProgramInfoLog(handle), ...logs].join(' ').trim()}`,
    );
  }

  #reflect({ vertex, fragment }: ProgramSource, handle: WebGLProgram): Program {
    const { gl } = this.#context;
    const uniforms = new Map<string, Uniform>();
    const count = gl.getProgramParameter(handle, gl.ACTIVE_UNIFORMS) as number;
    for (let i = 0; i < count; i++) {
      const info = gl.getActiveUniform(handle, i);
      const location = info && gl.getUniformLocation(handle, info.name);
      // Of an array of numbers the first stands for all.
      if (info && location) {
        uniforms.set(info.name.replace(/\[0\]$/, ''), { location, type: info.type });
      }
    }
    return { handle, source: { vertex, fragment }, uniforms };
  }
}

/**
 * Makes a program the current one and sets all its uniforms, each by its type.
 *
 * @param values must have each uniform that the program uses; others are passed over
 */
function setUniforms(gl: WebGL2RenderingContext, program: Program, values: Uniforms): void {
  gl.useProgram(program.handle);
  const byName = new Map(flattened(values));
  for (const [name, { location, type }] of program.uniforms) {
    const value = byName.get(name);
    if (value === undefined) throw new Error(`the uniform ${name} has no value`);
    if (type === gl.FLOAT) gl.uniform1fv(location, value);
    else if (type === gl.FLOAT_VEC2) gl.uniform2fv(location, value);
    else if (type === gl.UNSIGNED_INT) gl.uniform1uiv(location, value);
    else gl.uniform1iv(location, value); // integers and samplers
  }
}

/** Numbers by the names that GLSL gives them: `layer.units`, `rectangles[2].y`. */
function flattened(values: Uniforms, prefix = ''): [name: string, numbers: number[]][] {
  return Object.entries(values).flatMap(([name, value]): [string, number[]][] => {
    const path = prefix + name;
    if (typeof value === 'number') return [[path, [value]]];
    if (!Array.isArray(value)) return flattened(value as Uniforms, `${path}.`);
    const list = value as readonly (number | Uniforms)[];
    const numbers = list.filter((item) => typeof item === 'number');
    if (numbers.length === list.length) return [[path, numbers]];
    return list.flatMap((item, i) => flattened(item as Uniforms, `${path}[${i}].`));
  });
}
