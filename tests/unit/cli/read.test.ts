import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { read } from '#src/cli/read.ts';
import { fromHash } from '#src/share/link-codec.ts';
import { samples } from '../../support/code-corpus.ts';

/** Runs the command with a text as its standard input. */
async function run(text: string, ...argv: readonly string[]) {
  const written = { out: '', messages: '' };
  const streams = {
    out: { write: (part: string) => (written.out += part) },
    messages: { write: (part: string) => (written.messages += part) },
  };
  const status = await read(argv, streams, Readable.from([text]));
  return { status, ...written };
}

const [sums] = samples('posts.txt');

describe('fit read', () => {
  it('writes facts, experiments and links as JSON', async () => {
    const { status, out } = await run(sums?.code ?? '', '-', '--json', '-');
    expect(status).toBe(0);
    const { facts, link, experiments } = JSON.parse(out) as {
      facts: object[];
      link: string;
      experiments: { facts: object[]; experiment: object; link: string }[];
    };
    expect(experiments).toHaveLength(2);
    expect([facts, link]).toEqual([experiments[1]?.facts, experiments[1]?.link]);
    expect(facts).toContainEqual({
      field: 'learningRate',
      value: 0.001,
      kind: 'said',
      reason: null,
      from: sums?.code.indexOf('0.001,'),
      to: (sums?.code.indexOf('0.001,') ?? 0) + 5,
    });
    expect(fromHash(link)).toMatchObject({ experiment: experiments[1]?.experiment, problems: [] });
  });

  it('prints a table for people, with what is not held', async () => {
    const { status, out } = await run(
      'from sklearn.neural_network import MLPRegressor\nreg = MLPRegressor((1500,), activation="tanh")\nreg.fit([[1], [2], [3], [4], [5]], [1, 4, 9, 16, 25])',
      '-',
    );
    expect(status).toBe(0);
    expect(out).toMatch(/^Hidden layers +1500 tanh +said +2$/m);
    expect(out).toMatch(/^Formula +x\^2 +guessed +3 +computed from the data$/m);
    expect(out).toMatch(/a layer of 1500 units/);
    expect(out).toMatch(/^#v=\d+&.*net=1024:tanh/m);
  });

  it.each<[number, string, ...string[]]>([
    [1, 'nothing here', '-'],
    [2, ''],
    [2, '', '-', '-'],
    [2, '', '--nonsense'],
    [2, '', '-', '--json', 'file.json'],
    [2, '', fileURLToPath(new URL('no-such-file.py', import.meta.url))],
    [0, '', '--help'],
  ])('ends with %i for %j %j', async (expected: number, text: string, ...argv: string[]) => {
    const { status, messages } = await run(text, ...argv);
    expect(status).toBe(expected);
    expect(messages === '').toBe(expected === 0);
  });
});
