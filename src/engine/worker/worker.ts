import { engines } from '#src/engine/worker/engines.ts';
import { type ServingPort, serve } from '#src/engine/worker/serve.ts';
import { createSession } from '#src/engine/worker/session.ts';

/** The module worker: one session, its engines loaded when they are first considered. */
const environment = { engines, now: () => performance.now() };

serve(self as unknown as ServingPort, (emit) => createSession(environment, emit));
