/** Compute pipelines of one bind group layout, each compiled once for its text. */
export class Pipelines {
  readonly bindings: GPUBindGroupLayout;
  readonly #gpu: GPUDevice;
  readonly #layout: GPUPipelineLayout;
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(gpu: GPUDevice, bindings: GPUBindGroupLayout) {
    this.#gpu = gpu;
    this.bindings = bindings;
    this.#layout = gpu.createPipelineLayout({ bindGroupLayouts: [bindings] });
  }

  /** The pipeline of a text's only entry point. Rejects where the device refuses it. */
  compile(code: string): Promise<GPUComputePipeline> {
    const known = this.#compiled.get(code);
    if (known !== undefined) return known;
    const module = this.#gpu.createShaderModule({ code });
    const compiled = this.#gpu.createComputePipelineAsync({
      layout: this.#layout,
      compute: { module },
    });
    this.#compiled.set(code, compiled);
    compiled.catch(() => this.#compiled.delete(code));
    return compiled;
  }
}
