import process from 'node:process';
import { fit } from '#src/cli/fit.ts';

const interruption = new AbortController();
// The first Ctrl-C ends training in good order, a second one ends everything.
process.once('SIGINT', () => interruption.abort());

// Whoever reads may stop reading: `fit … --json - | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await fit(
  process.argv.slice(2),
  { out: process.stdout, messages: process.stderr },
  interruption.signal,
);
