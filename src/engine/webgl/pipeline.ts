import type { StageDraw } from '#src/engine/webgl/columns.ts';
import { readingColumns } from '#src/engine/webgl/glsl/readings.ts';
import type { Kernels } from '#src/engine/webgl/kernels.ts';
import { bandsOf, type Layout } from '#src/engine/webgl/layout.ts';
import type { Program } from '#src/engine/webgl/programs.ts';
import type { Surface, Surfaces } from '#src/engine/webgl/surfaces.ts';
import { units } from '#src/engine/webgl/units.ts';

/**
 * The draws. Each is four calls: a program (whose uniforms never change), a framebuffer, a viewport, and the draw; what
 * differs from step to step is in the record that `StepTable.use` has bound. Nothing here waits, reads or allocates.
 */
export class Pipeline {
  readonly #gl: WebGL2RenderingContext;
  readonly #layout: Layout;
  readonly #surfaces: Surfaces;
  readonly #programs: Kernels<Program>;
  #state: 0 | 1 = 0;
  #gradient: 0 | 1 = 0;

  constructor(
    gl: WebGL2RenderingContext,
    layout: Layout,
    surfaces: Surfaces,
    programs: Kernels<Program>,
  ) {
    this.#gl = gl;
    this.#layout = layout;
    this.#surfaces = surfaces;
    this.#programs = programs;
  }

  /** The state texture that holds the present weights. */
  get state(): Surface {
    return this.#surfaces.states[this.#state];
  }

  /** To be called before a run of draws: other trainers draw on the same context. */
  begin(): void {
    this.#surfaces.bind(this.state, this.#surfaces.gradients[this.#gradient]);
  }

  /** Hidden layers. @param height blocks of all replicas in the pass */
  forward(height: number): void {
    this.#hidden(height, true);
  }

  /** Losses and deltas, from the last layer to the first. */
  backward(height: number): void {
    const { draws } = this.#layout.columns.deltas;
    this.#programs.backward.forEach((program, stage) => {
      const { texture, from, to } = draws[stage] as StageDraw;
      const framebuffer =
        stage === 0 ? this.#surfaces.losses : this.#surfaces.deltas[texture].framebuffer;
      this.#drawBlocks(program, framebuffer, from, to - from, height);
    });
  }

  /** The pass's gradients by a draw of their own. */
  gradient(): void {
    const gl = this.#gl;
    const [, second] = this.#surfaces.gradients;
    if (second !== this.#surfaces.gradients[0]) this.#gradient = this.#gradient === 0 ? 1 : 0;
    const surface = this.#surfaces.gradients[this.#gradient];
    this.#drawTiles(this.#programs.gradient, surface, this.#layout.replicas * this.#layout.slices);
    if (second === this.#surfaces.gradients[0]) return;
    gl.activeTexture(gl.TEXTURE0 + units.gradients);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, surface.texture);
    gl.activeTexture(gl.TEXTURE0 + units.state);
  }

  /** The global norm of the gradients. */
  norm(): void {
    const { squares, norms } = this.#surfaces;
    const { tile, replicas } = this.#layout;
    const height = replicas * bandsOf(this.#layout);
    this.#draw(this.#programs.squares, squares.framebuffer, 0, 0, tile.width, height);
    this.#draw(this.#programs.norm, norms.framebuffer, 0, 0, 1, replicas);
  }

  /** The optimiser's step; the new weights are the present ones from now on. */
  update(): void {
    const next = this.#state === 0 ? 1 : 0;
    this.#drawTiles(this.#programs.update, this.#surfaces.states[next], this.#layout.replicas);
    this.#state = next;
    this.#gl.bindTexture(this.#gl.TEXTURE_2D_ARRAY, this.state.texture);
  }

  /** Writes what became of a segment's steps into its place among the readings. */
  readState(segment: number): void {
    this.#drawReadings(this.#programs.readState, segment, 0, readingColumns.scores);
  }

  /** Losses and right answers of a pass in inference, summed into a column of the readings. */
  score(height: number, segment: number, column: number): void {
    this.#hidden(height, false);
    const { scores } = this.#surfaces;
    this.#draw(this.#programs.score, scores.framebuffer, 0, 0, 1, height);
    this.#drawReadings(this.#programs.sumScores, segment, readingColumns.scores + column, 1);
  }

  /** The network's outputs, into the last layer's place in the delta texture: a row of the block an attachment. */
  predict(height: number): Surface {
    this.#hidden(height, false);
    const last = this.#last;
    const surface = this.#surfaces.deltas[last.deltas.texture];
    this.#drawBlocks(
      this.#programs.predict,
      surface.framebuffer,
      last.deltas.x,
      last.columns,
      height,
    );
    return surface;
  }

  get #last() {
    return this.#layout.layers[this.#layout.layers.length - 1] as Layout['layers'][0];
  }

  /** @param trains leaves what gradients need: every layer, in the end all of them together */
  #hidden(height: number, trains: boolean): void {
    const { draws } = this.#layout.columns.activations;
    this.#programs.forward.forEach((program, stage) => {
      const { texture, from, own, to } = draws[stage] as StageDraw;
      const { framebuffer } = this.#surfaces.activations[texture];
      const x = trains ? from : own;
      this.#drawBlocks(program, framebuffer, x, to - x, height);
    });
  }

  /** Some columns of a segment's rows. */
  #drawReadings(program: Program, segment: number, x: number, columns: number): void {
    const { replicas } = this.#layout;
    const y = segment * replicas;
    this.#gl.useProgram(program.handle);
    this.#gl.uniform1i(program.uniforms.get('readingsY')?.location ?? null, y);
    this.#draw(program, this.#surfaces.readings.framebuffer, x, y, columns, replicas);
  }

  /** Blocks of activations or deltas, which may be folded. */
  #drawBlocks(
    program: Program,
    framebuffer: WebGLFramebuffer,
    x: number,
    columns: number,
    blocks: number,
  ): void {
    this.#draw(program, framebuffer, x, 0, columns, blocks << this.#layout.fold);
  }

  #draw(
    { handle }: Program,
    framebuffer: WebGLFramebuffer,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    const gl = this.#gl;
    gl.useProgram(handle);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.viewport(x, y, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Every rectangle of so many tiles. */
  #drawTiles({ handle }: Program, { framebuffer, width, height }: Surface, tiles: number): void {
    const gl = this.#gl;
    gl.useProgram(handle);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.viewport(0, 0, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 6 * tiles * (this.#layout.layers.length + 1));
  }
}
