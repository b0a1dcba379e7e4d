// How much of pasted code is read: right, wrong and open fields over the corpus, whole and damaged.

import process from 'node:process';
import { readFacts } from '#src/code/read/read-facts.ts';
import { judge, samples, samplesApart } from '../support/code-corpus.ts';
import { damages } from '../support/damage.ts';

const columns = ['right', 'wrong', 'open', 'invented'] as const;
const whole = samples();
const sound = whole.filter(({ file }) => !/^(?:posts|web)/.test(file));
const asIs = (code: string) => code;

for (const [name, damage, texts] of [
  ['kept apart', asIs, samplesApart()] as const,
  ['as it is', asIs, whole] as const,
  ...Object.entries(damages).map(([name, damage]) => [name, damage, sound] as const),
]) {
  const misses: string[] = [];
  const counts = { right: 0, wrong: 0, open: 0, invented: 0 };
  const start = performance.now();
  for (const sample of texts)
    for (const { verdict, field, found } of judge(sample, await readFacts(damage(sample.code)))) {
      counts[verdict]++;
      if (verdict !== 'right')
        misses.push(`    ${verdict} ${sample.name}: ${field.key}=${field.value}, read ${found}`);
    }
  const milliseconds = (performance.now() - start) / texts.length;
  const all = Object.values(counts).reduce((a, b) => a + b);
  const numbers = columns.map(
    (column) =>
      `${column} ${String(counts[column]).padStart(4)} ${((100 * counts[column]) / all).toFixed(1).padStart(5)} %`,
  );
  console.log(
    `${name.padEnd(15)} ${numbers.join('  ')}  ${milliseconds.toFixed(1).padStart(6)} ms a text`,
  );
  if (process.argv.includes('--misses')) console.log(misses.join('\n'));
}
