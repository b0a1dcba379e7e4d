export const weightFormats = ['npz', 'onnx', 'tfjs'] as const;
export type WeightFormat = (typeof weightFormats)[number];

/** The ends of names of files. */
export const weightExtensions = {
  npz: 'npz',
  onnx: 'onnx',
  tfjs: 'zip',
} as const satisfies Record<WeightFormat, string>;
