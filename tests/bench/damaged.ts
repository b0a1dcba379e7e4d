// How long damaged links and files hold a thread, in time of the processor, whatever else the machine does: how many
// throw, how many take over 200 ms, and the slowest.

import { fromArchiveFile } from '#src/library/archive-file.ts';
import { fromExperimentFile } from '#src/share/experiment-file.ts';
import { fromHash } from '#src/share/link-codec.ts';
import { damagedArchives, damagedFiles, damagedLinks } from '../support/damaged-inputs.ts';

const limit = 200;

async function time(
  what: string,
  texts: Iterable<string>,
  open: (text: string) => unknown,
): Promise<void> {
  const milliseconds: number[] = [];
  let thrown = 0;
  for (const text of texts) {
    const start = process.cpuUsage();
    try {
      await open(text);
    } catch {
      thrown++;
    }
    const { user, system } = process.cpuUsage(start);
    milliseconds.push((user + system) / 1000);
  }
  milliseconds.sort((a, b) => a - b);
  const slow = milliseconds.filter((each) => each > limit).length;
  const [median, slowest] = [milliseconds[milliseconds.length >> 1], milliseconds.at(-1)].map(
    (each) => (each ?? Number.NaN).toFixed(2),
  );
  console.log(
    `${milliseconds.length} ${what}: ${thrown} threw, ${slow} over ${limit} ms, median ${median} ms, slowest ${slowest} ms`,
  );
}

await time('links', damagedLinks(), fromHash);
await time('experiment files', damagedFiles(), fromExperimentFile);
await time('archives', await damagedArchives(), (text) => fromArchiveFile(new Blob([text])));
