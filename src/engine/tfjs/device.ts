import '@tensorflow/tfjs-backend-cpu';
import { MathBackendWebGL, setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { createContext, lookAtGraphics, rendererName } from '#src/engine/tfjs/graphics.ts';

/** Where TensorFlow.js computes. One at a time serves all trainers; a lost one is replaced by the next `openDevice`. */
export interface Device {
  /** In words. */
  readonly name: string;
  /** Whether its WebGL context has gone away. */
  isLost(): boolean;
}

let current: Promise<Device> | null = null;

/** The device in use, or a new one where there is none or it was lost. */
export async function openDevice(): Promise<Device> {
  const device = await (current ??= startDevice());
  if (!device.isLost()) return device;
  current = startDevice();
  return current;
}

async function startDevice(): Promise<Device> {
  tf.enableProdMode();
  const graphics = lookAtGraphics();
  const device = graphics.ok ? await startWebGL() : null;
  if (device !== null) return device;
  const reason = graphics.ok ? 'its WebGL backend did not start' : graphics.reason;
  await tf.setBackend('cpu');
  return { name: `TensorFlow.js on the CPU (${reason})`, isLost: () => false };
}

/**
 * The WebGL backend on a context of our own: TensorFlow.js would make none in Safari's workers, and it does not
 * report the loss of its context.
 */
async function startWebGL(): Promise<Device | null> {
  const context = createContext();
  if (context === null) return null;
  const { gl, canvas } = context;
  setWebGLContext(2, gl); // before any flag is read: flags look at the context
  tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  tf.env().set('WEBGL_PACK', false); // fewer draws and uploads with small tensors
  // Small operands that happen to be in CPU memory would be computed there, with other roundings than on the GPU:
  // having looked at a tensor would change the outcome.
  tf.env().set('WEBGL_CPU_FORWARD', false);
  // A program serves tensors of any shape: none is compiled anew for another width or a short last batch.
  tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
  tf.removeBackend('webgl');
  tf.registerBackend('webgl', () => new MathBackendWebGL(canvas));
  let lost = false;
  canvas.addEventListener('webglcontextlost', () => {
    lost = true;
  });
  const name = `TensorFlow.js on ${rendererName(gl)}`;
  const started = await tf.setBackend('webgl'); // false, not an exception, where it fails
  return started ? { name, isLost: () => lost || gl.isContextLost() } : null;
}
