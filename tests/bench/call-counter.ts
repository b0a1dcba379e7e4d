/** What a WebGL context was asked for. */
export interface CallCounts {
  draws: number;
  uploads: number;
}

type Method = keyof WebGL2RenderingContext & keyof typeof kinds;

const kinds = {
  drawArrays: 'draws',
  drawElements: 'draws',
  drawArraysInstanced: 'draws',
  drawElementsInstanced: 'draws',
  drawRangeElements: 'draws',
  texImage2D: 'uploads',
  texSubImage2D: 'uploads',
  texImage3D: 'uploads',
  texSubImage3D: 'uploads',
  bufferData: 'uploads',
  bufferSubData: 'uploads',
} as const satisfies Partial<Record<keyof WebGL2RenderingContext, keyof CallCounts>>;

/** Whether a call brings data along; textures and buffers are also made empty by the same methods. */
function bringsData(args: readonly unknown[]): boolean {
  return args.some((arg) => ArrayBuffer.isView(arg) || arg instanceof ArrayBuffer);
}

/** Counts draws and uploads of every WebGL2 context of this thread while `work` is under way. */
export async function countCalls(work: () => Promise<void>): Promise<CallCounts> {
  const counts: CallCounts = { draws: 0, uploads: 0 };
  const prototype = WebGL2RenderingContext.prototype as unknown as Record<
    Method,
    (...args: unknown[]) => unknown
  >;
  const methods = Object.keys(kinds) as Method[];
  const originals = methods.map((method) => prototype[method]);
  methods.forEach((method, i) => {
    const original = originals[i] as (typeof prototype)[Method];
    prototype[method] = function counted(this: unknown, ...args) {
      if (kinds[method] === 'draws' || bringsData(args)) counts[kinds[method]]++;
      return original.apply(this, args);
    };
  });
  try {
    await work();
  } finally {
    methods.forEach((method, i) => {
      prototype[method] = originals[i] as (typeof prototype)[Method];
    });
  }
  return counts;
}
