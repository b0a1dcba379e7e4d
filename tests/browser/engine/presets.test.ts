import { webglEngine } from '#src/engine/webgl/engine.ts';
import { describePresets } from '../../support/preset-parity.ts';

describePresets(webglEngine, false);
