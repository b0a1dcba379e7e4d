import type { EngineId } from '#src/experiment/ids.ts';

/** Who is measured: our engines, `LayersModel.fit` of TensorFlow.js on each of its backends, and peers outside the page. */
export const contenderIds = [
  'webgl',
  'webgpu',
  'wasm',
  'wasm-threads',
  'wasm-node',
  'tfjs',
  'stock-webgl',
  'stock-wasm',
  'stock-cpu',
  'pytorch',
  'pytorch-threads',
  'pytorch-cuda',
  'naive',
] as const;
export type ContenderId = (typeof contenderIds)[number];

export interface Contender {
  readonly title: string;
  readonly place: 'page' | 'node';
  /** Our engine, the backend that stock `fit` runs on, or another peer. */
  readonly engine:
    | EngineId
    | { readonly stock: 'webgl' | 'wasm' | 'cpu' }
    | { readonly peer: 'pytorch' | 'pytorch-cuda' | 'naive' };
  /** That it may take; absent: one. */
  readonly threads?: number;
  /** Of peers: that it trains replicas together. Ours all do. */
  readonly stacks?: true;
}

export const contenders: Readonly<Record<ContenderId, Contender>> = {
  webgl: { title: 'webgl', place: 'page', engine: 'webgl' },
  webgpu: { title: 'webgpu', place: 'page', engine: 'webgpu' },
  wasm: { title: 'wasm', place: 'page', engine: 'wasm' },
  'wasm-threads': { title: 'wasm, two threads', place: 'page', engine: 'wasm', threads: 2 },
  'wasm-node': { title: 'wasm in Node', place: 'node', engine: 'wasm' },
  tfjs: { title: 'tfjs', place: 'page', engine: 'tfjs' },
  'stock-webgl': { title: 'stock fit, webgl', place: 'page', engine: { stock: 'webgl' } },
  'stock-wasm': { title: 'stock fit, wasm', place: 'page', engine: { stock: 'wasm' } },
  'stock-cpu': { title: 'stock fit, cpu', place: 'page', engine: { stock: 'cpu' } },
  pytorch: { title: 'PyTorch', place: 'node', engine: { peer: 'pytorch' } },
  'pytorch-threads': {
    title: 'PyTorch, two threads',
    place: 'node',
    engine: { peer: 'pytorch' },
    threads: 2,
  },
  'pytorch-cuda': {
    title: 'PyTorch, CUDA graph',
    place: 'node',
    engine: { peer: 'pytorch-cuda' },
    stacks: true,
  },
  naive: { title: 'objects in JavaScript', place: 'node', engine: { peer: 'naive' } },
};
