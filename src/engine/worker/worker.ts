import { findTablesBy } from '#src/data/table/load-table.ts';
import { engines } from '#src/engine/worker/engines.ts';
import { keptTable } from '#src/engine/worker/kept-table.ts';
import { type ServingPort, serve } from '#src/engine/worker/serve.ts';
import { createSession } from '#src/engine/worker/session.ts';

/** The module worker: one session, its engines loaded when they are first considered. */
const environment = { engines, now: () => performance.now() };

findTablesBy(keptTable);

// Held for as long as the worker lives: by getting it, the page hears of the worker's end, however silent. It is told when
// the page is there to listen.
const lock = `engine ${crypto.randomUUID()}`;
const asked = new Promise((resolve) => self.addEventListener('message', resolve, { once: true }));
void navigator.locks?.request(lock, async () => {
  await asked;
  self.postMessage({ lock });
  return new Promise(() => undefined);
});

serve(self as unknown as ServingPort, (emit) => createSession(environment, emit));
