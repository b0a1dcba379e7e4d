import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { tilesSize } from '#src/engine/gpu/tiles.ts';
import { DataTextures } from '#src/engine/webgl/data.ts';
import { activationLayers } from '#src/engine/webgl/glsl/blocks.ts';
import { outputTargets } from '#src/engine/webgl/glsl/output.ts';
import { readingColumns } from '#src/engine/webgl/glsl/readings.ts';
import { bandsOf, type Layout } from '#src/engine/webgl/layout.ts';
import { OrderTexture } from '#src/engine/webgl/orders.ts';
import { Resources } from '#src/engine/webgl/textures.ts';
import { units } from '#src/engine/webgl/units.ts';

/** A texture that draws write, and the framebuffer that writes all of its layers. */
export interface Surface {
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;
  readonly width: number;
  readonly height: number;
}

/** Readings that are kept on the GPU before they are brought back, in segments. */
const mostSegments = 128;

/** All textures and framebuffers of one trainer. What comes in pairs takes turns. */
export class Surfaces {
  readonly resources: Resources;
  readonly data: DataTextures;
  readonly orders: OrderTexture;
  readonly activations: readonly [Surface, Surface];
  /** Framebuffers write the deltas alone, without the losses beside them. */
  readonly deltas: readonly [Surface, Surface];
  /** Writes the last layer's deltas and the losses. */
  readonly losses: WebGLFramebuffer;
  readonly states: readonly [Surface, Surface];
  /** The same one twice, unless batches take several passes. */
  readonly gradients: readonly [Surface, Surface];
  readonly squares: Surface;
  readonly norms: Surface;
  readonly scores: Surface;
  /** A row for each segment and replica. */
  readonly readings: Surface;
  /** Segments that the readings have room for. */
  readonly readingSegments: number;
  readonly #gl: WebGL2RenderingContext;

  /** @param scoreColumns passes that an evaluation takes */
  constructor(gl: WebGL2RenderingContext, plan: ModelPlan, layout: Layout, scoreColumns: number) {
    this.#gl = gl;
    const resources = new Resources(gl);
    this.resources = resources;
    const { replicas, rowsPerBlock, weightRows, slots, slices, blocks, fold, tile } = layout;
    // Only this unit's binding of arrays matters: see `bind`.
    gl.activeTexture(gl.TEXTURE0 + units.state);

    const stack = (width: number, height: number, layers: number, targets = layers): Surface => {
      const texture = resources.textureArray(Math.max(1, width), height, layers);
      return { texture, framebuffer: resources.layersTarget(texture, targets), width, height };
    };
    const tiles = (count: number, layers: number) => {
      const { width, height } = tilesSize(tile, count);
      return stack(width, height, layers);
    };
    const plain = (width: number, height: number): Surface => {
      const texture = resources.texture('RGBA32F', width, height);
      return { texture, framebuffer: resources.target(texture), width, height };
    };

    const [a0, a1] = layout.columns.activations.widths;
    const planes = 2 * activationLayers(layout);
    const high = blocks << fold;
    this.activations = [stack(a0, high, planes), stack(a1, high, planes)];
    this.#writeOnes(layout);
    const [d0, d1] = layout.columns.deltas.widths;
    const delta = (width: number) => stack(width, high, rowsPerBlock + 1, rowsPerBlock);
    this.deltas = [delta(d0), delta(d1)];
    const { texture } = this.deltas[layout.layers.at(-1)?.deltas.texture ?? 0];
    this.losses = resources.layersTarget(texture, outputTargets('train', layout));

    const state = () => tiles(replicas, slots * weightRows);
    this.states = [state(), state()];
    const gradient = () => tiles(replicas * slices, weightRows);
    const first = gradient();
    const inPasses = layout.passRows < Math.min(plan.batchSize, plan.rows);
    this.gradients = [first, inPasses ? gradient() : first];

    this.squares = plain(tile.width, replicas * bandsOf(layout));
    this.norms = plain(1, replicas);
    this.scores = stack(1, blocks, 2);
    this.readingSegments = Math.max(1, Math.floor(mostSegments / replicas));
    const readingRows = replicas * this.readingSegments;
    this.readings = plain(readingColumns.scores + scoreColumns, readingRows);

    this.data = new DataTextures(resources, plan);
    this.orders = new OrderTexture(resources, plan.rows, replicas);
  }

  /** Puts every texture at its unit; another trainer may have used the context. The state's unit stays active. */
  bind(state: Surface, gradient: Surface): void {
    const gl = this.#gl;
    const put = (unit: number, target: GLenum, texture: WebGLTexture) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(target, texture);
    };
    put(units.inputs, gl.TEXTURE_2D, this.data.inputs);
    put(units.targets, gl.TEXTURE_2D, this.data.targets);
    put(units.order, gl.TEXTURE_2D, this.orders.texture);
    put(units.squares, gl.TEXTURE_2D, this.squares.texture);
    put(units.norms, gl.TEXTURE_2D, this.norms.texture);
    put(units.activations0, gl.TEXTURE_2D_ARRAY, this.activations[0].texture);
    put(units.activations1, gl.TEXTURE_2D_ARRAY, this.activations[1].texture);
    put(units.deltas0, gl.TEXTURE_2D_ARRAY, this.deltas[0].texture);
    put(units.deltas1, gl.TEXTURE_2D_ARRAY, this.deltas[1].texture);
    put(units.scores, gl.TEXTURE_2D_ARRAY, this.scores.texture);
    put(units.gradients, gl.TEXTURE_2D_ARRAY, gradient.texture);
    put(units.state, gl.TEXTURE_2D_ARRAY, state.texture);
  }

  /** The 1 behind a layer's last unit, where it takes a column of its own, which no draw writes. */
  #writeOnes({ layers, blocks, fold, rowsPerBlock }: Layout): void {
    const gl = this.#gl;
    const [height, planes] = [blocks << fold, rowsPerBlock];
    const texels = new Float32Array(planes * height * 4);
    // Transposed: unit 0 of all four rows. Else: unit 0 of each row.
    if (rowsPerBlock === 4) texels.fill(1, 0, height * 4);
    else for (let i = 0; i < texels.length; i += 4) texels[i] = 1;
    layers.slice(0, -1).forEach((layer) => {
      const inOwnColumn = layer.units % 4 === 0 && layer.unitGroups % 2 ** fold === 0;
      if (!inOwnColumn) return;
      const x = layer.activations.x + layer.columns;
      const target = gl.TEXTURE_2D_ARRAY;
      gl.bindTexture(target, this.activations[layer.activations.texture].texture);
      gl.texSubImage3D(target, 0, x, 0, 0, 1, height, planes, gl.RGBA, gl.FLOAT, texels);
    });
  }
}
