import { afterEach, expect, it } from 'vitest';
import { parseExperiment } from '#src/experiment/experiment.ts';
import { fromArchiveFile } from '#src/library/archive-file.ts';
import { fromExperimentFile } from '#src/share/experiment-file.ts';
import { fromHash } from '#src/share/link-codec.ts';
import { damagedArchives, damagedFiles, damagedLinks } from '../../support/damaged-inputs.ts';

afterEach(() => {
  expect(globalThis, 'nothing was evaluated').not.toHaveProperty('mutated');
  expect({}).not.toHaveProperty('mutated');
});

it('3000 damaged links open as sound experiments with few words, and evaluate nothing', () => {
  for (const link of damagedLinks()) {
    const { experiment, problems } = fromHash(link);
    expect(parseExperiment(experiment), link).toEqual({ ok: true, value: experiment });
    expect(JSON.stringify(problems).length, link).toBeLessThan(20_000);
    for (const { field, message } of problems) {
      expect(field.length, link).toBeLessThanOrEqual(41);
      expect(message, link).not.toBe('');
    }
  }
});

it('500 damaged experiment files are refused or open as sound experiments', () => {
  for (const file of damagedFiles()) {
    const opened = fromExperimentFile(file);
    if (opened.ok)
      expect(parseExperiment(opened.value.experiment), file).toMatchObject({ ok: true });
  }
});

it('500 damaged archives are refused, or lose the runs that are damaged', async () => {
  for (const text of await damagedArchives()) {
    const archive = await fromArchiveFile(new Blob([text]));
    for (const { run, curve } of archive.ok ? archive.value.runs : []) {
      expect(parseExperiment(run.experiment)).toMatchObject({ ok: true });
      expect(curve.parameters).toHaveLength(run.parameterCount);
    }
  }
});
