import process from 'node:process';
import type { Streams } from '#src/cli/fit.ts';

/** What a command of the command line did. */
export interface Done {
  readonly status: number;
  readonly out: string;
  readonly messages: string;
}

type Command = (argv: readonly string[], streams: Streams, signal: AbortSignal) => Promise<number>;

// The processes of engines start from here: they inherit the loader that makes TypeScript run.
if (!process.execArgv.includes('tsx')) process.execArgv.push('--import', 'tsx');

/** Runs a command of the command line in this process. */
export async function runHere(command: Command, argv: readonly string[]): Promise<Done> {
  const written = { out: '', messages: '' };
  const streams = {
    out: { write: (part: string) => (written.out += part) },
    messages: { write: (part: string) => (written.messages += part) },
  };
  return { status: await command(argv, streams, new AbortController().signal), ...written };
}
