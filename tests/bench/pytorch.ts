import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Plan } from '#src/engine/contract/course.ts';
import { pythonWith } from '../support/python.ts';
import type { Measured } from './measure.ts';
import { type Budget, summary } from './time-steps.ts';

const script = fileURLToPath(new URL('pytorch.py', import.meta.url));

/**
 * Threads of OpenMP that wait by spinning keep those of OpenBLAS from the cores: two then take three times as long as
 * where they sleep. Who starts the bench may have it otherwise.
 */
const env = { OMP_WAIT_POLICY: 'passive', ...process.env };

/** Looked for once: PyTorch takes seconds to load. */
let python: string | null | undefined;

/**
 * The peer outside the browser, where Python has it: on so many threads of the processor, or on a graphics card, an epoch
 * of up to 100 steps in one graph.
 */
export async function measurePytorch(
  { model, course }: Plan,
  budget: Budget,
  on: number | 'cuda',
): Promise<Measured> {
  const { network, optimizer, batchSize, rows, loss, replicas } = model;
  const spec = {
    on,
    inputs: network.inputs,
    units: network.layers.map(({ units }) => units),
    replicas: replicas.length,
    optimizer: optimizer.id,
    rate: course.replicas[0]?.learningRate,
    rows,
    batch: batchSize,
    classes: loss.id === 'cross_entropy',
    ...budget,
  };
  python ??= pythonWith('torch');
  if (!python) return { ok: false, reason: 'no Python here has torch' };
  try {
    const { stdout } = await promisify(execFile)(python, [script, JSON.stringify(spec)], { env });
    const { device, times } = JSON.parse(stdout) as {
      readonly device: string;
      readonly times: readonly number[];
    };
    return { ok: true, device, time: summary(times), calls: null, chunks: null };
  } catch (error) {
    const lines = String(error).trim().split('\n');
    return { ok: false, reason: lines.at(-1) ?? 'Python does not start' };
  }
}
