import { wasmEngine } from '#src/engine/wasm/engine.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

// The same contract as in Node, with the kernels fetched and the build that a browser runs.
describeTrainerContract('the WebAssembly engine in a browser', async () => wasmEngine, true);
