import { setFlagsFromString } from 'node:v8';
import { afterAll } from 'vitest';

/** Lets the tests of a file run kernels of relaxed SIMD, which Node has behind a flag; other files share its process. */
export function allowRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  afterAll(() => setFlagsFromString('--no-experimental-wasm-relaxed-simd'));
}
