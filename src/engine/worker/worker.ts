import { type ServingPort, serve } from '#src/engine/worker/serve.ts';
import { createSession } from '#src/engine/worker/session.ts';

/** The module worker: one session, its engines loaded when they are first considered. */
const environment = {
  engines: {
    webgl: async () => (await import('#src/engine/webgl/engine.ts')).webglEngine,
    wasm: async () => (await import('#src/engine/wasm/engine.ts')).wasmEngine,
    tfjs: async () => (await import('#src/engine/tfjs/engine.ts')).tfjsEngine,
  },
  now: () => performance.now(),
};

serve(self as unknown as ServingPort, (emit) => createSession(environment, emit));
