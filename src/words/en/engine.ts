import {
  type EngineMessage,
  type EngineMessageValues,
  type EngineReason,
  type Failure,
  failureOf,
} from '#src/engine/contract/messages.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { messageText, type Texts } from '#src/lib/message.ts';

export const engineNames: Readonly<Record<EngineId, string>> = {
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  webgpu: 'WebGPU',
  tfjs: 'TensorFlow.js',
};

const texts: Texts<EngineMessageValues> = {
  no_webgpu: () => 'this browser offers no WebGPU here',
  no_adapter: () => 'WebGPU finds no graphics device here',
  no_webgl2: () => 'this browser offers no WebGL 2 here',
  no_float_targets: () => 'this device cannot draw into float32 textures (EXT_color_buffer_float)',
  self_test_failed: ({ device, detail }) => `${device} failed the self-test: ${detail}`,
  all_pairs: () => 'it does not support losses that pair every prediction with every label',
  most_outputs: ({ most }) => `it takes at most ${most} outputs`,
  most_layers: ({ most }) => `it takes at most ${most} layers`,
  textures_too_small: () =>
    'parameters, replicas and rows together do not fit into the textures of this device',
  no_simd: () => 'this browser has no WebAssembly SIMD',
  most_pairs: ({ loss, rows }) =>
    `pairing every prediction with every label, ${loss} takes at most ${rows} rows`,
  memory: ({ needed, limit }) => `needs ${needed} MB of memory, more than ${limit} MB`,
  one_replica: () => 'it trains one set of parameters at a time',
  not_loaded: ({ detail }) => `could not be loaded (${detail})`,
  not_started: ({ detail }) => `could not start (${detail})`,
  lost_often: ({ times }) => `the graphics context was lost ${times} times in a row`,
  lost_for_good: ({ detail }) => `the graphics context was lost for good (${detail})`,
  software_rendering: ({ engine, device }) =>
    `${engineNames[engine]} runs in software here (${device}), not on a GPU`,
  measured_faster: ({ engine }) => `${engineNames[engine]} was measured to be faster`,
  goes_on: ({ epoch }) =>
    `The graphics context was lost. Training goes on from epoch ${epoch} on a new one.`,
  again_after_losses: ({ times }) =>
    `Training starts again from epoch 0 on another engine: the graphics context was lost ${times} times in a row.`,
  again_after_loss: ({ detail }) =>
    `Training starts again from epoch 0 on another engine: the graphics context was lost for good (${detail}).`,
  again_on_other_device: ({ device }) =>
    `The graphics context was lost. Training starts again from epoch 0 on another device, which rounds differently: ${device}.`,
  no_engine: () => 'No engine can run this experiment here',
  refused: ({ detail }) => detail,
  fresh_rows: ({ epoch, detail }) => `Among the points drawn for epoch ${epoch} ${detail}`,
  missing_part: () =>
    'A part of Fitscope could not be loaded. Are you offline, or was the site updated? Reload the page',
  worker_stopped: ({ detail }) =>
    `The training worker stopped unexpectedly (${detail || 'no details'})`,
  unexpected: ({ detail }) => detail,
};

export function engineText(message: EngineMessage): string {
  return messageText(texts, message);
}

export function reasonText({ engine, message }: EngineReason): string {
  const text = engineText(message);
  return engine === null ? text : `${engineNames[engine]}: ${text}`;
}

/** What went wrong where work was asked for. */
export function errorText(error: unknown): string {
  return failureText(failureOf(error));
}

export function failureText({ message, reasons }: Failure): string {
  return [engineText(message), ...reasons.map(reasonText)].join('. ');
}
