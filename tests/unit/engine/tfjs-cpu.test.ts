import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

// Node has no WebGL: this is the CPU backend that readers without WebGL get.
describeTrainerContract('TensorFlow.js on the CPU', async () => tfjsEngine, false);
