import type { Context } from '#src/engine/webgl/context.ts';
import { nextTask } from '#src/lib/next-task.ts';

export interface ProgramSource {
  readonly vertex: string;
  readonly fragment: string;
}

/** A uniform's number or numbers; samplers take the number of a texture unit. */
export type UniformValue = number | readonly number[];

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

  /** Compiles what is not at hand, all at once and, where the driver can, off this thread. */
  async acquire(sources: readonly ProgramSource[], signal: AbortSignal): Promise<Program[]> {
    const { gl } = this.#context;
    const claimed = sources.map((source) => this.#takeIdle(source));
    const handles = sources.map((source, i) => claimed[i]?.handle ?? this.#start(source));
    try {
      for (const [i, handle] of handles.entries()) {
        if (claimed[i] === null) await this.#linked(handle, signal);
      }
      return sources.map((source, i) => claimed[i] ?? this.#reflect(source, handles[i]!));
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

  #reflect(source: ProgramSource, handle: WebGLProgram): Program {
    const { gl } = this.#context;
    const uniforms = new Map<string, Uniform>();
    const count = gl.getProgramParameter(handle, gl.ACTIVE_UNIFORMS) as number;
    for (let i = 0; i < count; i++) {
      const info = gl.getActiveUniform(handle, i);
      const location = info && gl.getUniformLocation(handle, info.name);
      if (info && location)
        uniforms.set(info.name.replace('[0]', ''), { location, type: info.type });
    }
    return { handle, source, uniforms };
  }
}

/**
 * Makes a program the current one and sets all its uniforms, each by its type.
 *
 * @param values must have each uniform that the program uses; others are passed over
 */
export function setUniforms(
  gl: WebGL2RenderingContext,
  program: Program,
  values: Readonly<Record<string, UniformValue>>,
): void {
  gl.useProgram(program.handle);
  for (const [name, { location, type }] of program.uniforms) {
    const value = values[name];
    if (value === undefined) throw new Error(`the uniform ${name} has no value`);
    const list = typeof value === 'number' ? [value] : [...value];
    switch (type) {
      case gl.FLOAT:
        gl.uniform1fv(location, list);
        break;
      case gl.FLOAT_VEC2:
        gl.uniform2fv(location, list);
        break;
      case gl.FLOAT_VEC3:
        gl.uniform3fv(location, list);
        break;
      case gl.FLOAT_VEC4:
        gl.uniform4fv(location, list);
        break;
      case gl.UNSIGNED_INT:
        gl.uniform1uiv(location, list);
        break;
      case gl.INT_VEC2:
        gl.uniform2iv(location, list);
        break;
      case gl.INT_VEC3:
        gl.uniform3iv(location, list);
        break;
      case gl.INT_VEC4:
        gl.uniform4iv(location, list);
        break;
      default: // integers and samplers
        gl.uniform1iv(location, list);
    }
  }
}
