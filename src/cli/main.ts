import process from 'node:process';
import { code } from '#src/cli/code.ts';
import { fit } from '#src/cli/fit.ts';
import { read } from '#src/cli/read.ts';
import { why } from '#src/cli/why.ts';

const interruption = new AbortController();
// The first Ctrl-C ends training in good order, a second one ends everything.
process.once('SIGINT', () => interruption.abort());

// The reader of the output may stop reading: `fit … --json - | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const [command, ...rest] = process.argv.slice(2);
const streams = { out: process.stdout, messages: process.stderr };
const { signal } = interruption;
const commands: Readonly<Record<string, () => Promise<number>>> = {
  code: () => code(rest, streams, signal),
  read: () => read(rest, streams, process.stdin),
  why: () => why(rest, streams, signal),
};
const run = commands[command ?? ''];
process.exitCode = await (run?.() ?? fit(process.argv.slice(2), streams, signal));
