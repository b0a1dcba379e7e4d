import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { rayTuneScript } from '#src/export/ray-tune.ts';
import { switchPointSweep } from '#src/studies/sweep.ts';

const hybrid = presetById('sine-hybrid')?.experiment as Experiment;
const sweep = switchPointSweep(hybrid, [0, 50], [0, 1]);

describe('the Ray Tune script', () => {
  it('searches the sweep’s values in the words of links', () => {
    const script = rayTuneScript(sweep, 'v=1&target=sine');
    expect(script).toContain('"order": tune.grid_search(["reshuffle","fixed:50,reshuffle"]),');
    expect(script).toContain('"seed": tune.grid_search(SEEDS),');
    expect(script).toContain('SEEDS = [0,1]');
    expect(script).toContain('EXPERIMENT = "v=1&target=sine"');
  });

  it('draws from the values where the sweep is random', () => {
    const script = rayTuneScript({ ...sweep, sample: 5 }, 'v=1');
    expect(script).toContain('tune.choice(["reshuffle"');
    expect(script).toContain('num_samples=5');
  });

  it('keeps a stranger’s text a string', () => {
    const script = rayTuneScript(sweep, 'v=1&formula="+__import__("os")\u2028\\');
    expect(script).toContain('EXPERIMENT = "v=1&formula=\\"+__import__(\\"os\\")\\u2028\\\\"');
  });

  it('is Python (needs python3)', ({ skip }) => {
    try {
      execFileSync('python3', ['--version']);
    } catch {
      skip();
    }
    const script = rayTuneScript(sweep, 'v=1&formula=x\u00b2"');
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
      input: script,
    });
  });
});
