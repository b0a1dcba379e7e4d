// How much of pasted code is read: right, wrong and open fields over the corpus, whole and damaged.

import { readFacts } from '#src/code/read/read-facts.ts';
import { judge, samples } from '../support/code-corpus.ts';
import { damages } from '../support/damage.ts';

const columns = ['right', 'wrong', 'open', 'invented'] as const;
const whole = samples();
const sound = whole.filter(({ file }) => !/^(?:posts|web)/.test(file));
const asIs = (code: string) => code;

for (const [name, damage, texts] of [
  ['as it is', asIs, whole] as const,
  ...Object.entries(damages).map(([name, damage]) => [name, damage, sound] as const),
]) {
  const counts = { right: 0, wrong: 0, open: 0, invented: 0 };
  const start = performance.now();
  for (const sample of texts)
    for (const { verdict } of judge(sample, await readFacts(damage(sample.code))))
      counts[verdict]++;
  const milliseconds = (performance.now() - start) / texts.length;
  const numbers = columns.map((column) => `${column} ${String(counts[column]).padStart(4)}`);
  console.log(
    `${name.padEnd(15)} ${numbers.join('  ')}  ${milliseconds.toFixed(1).padStart(6)} ms a text`,
  );
}
