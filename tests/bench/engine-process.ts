// The engine in a process of its own, as the command line trains, and nothing beside it.

import process from 'node:process';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { smallPlan } from '../support/plans.ts';
import type { LoopRequest } from './cores.ts';
import { measureEngine } from './measure.ts';

const engine = createWasmEngine(readKernels);

process.on('message', ({ spec, budget }: LoopRequest) => {
  void measureEngine(engine, smallPlan(spec), budget, null).then((measured) =>
    process.send?.(measured),
  );
});
process.on('disconnect', () => process.exit());
