import { expect, it } from 'vitest';
import { causeOf } from '#src/doctor/causes/causes.ts';
import type { CauseId, Figures, Finding } from '#src/doctor/contract.ts';
import { toldFindings } from '#src/doctor/told-findings.ts';
import { toldFindingText } from '#words/causes.ts';

const sign = (id: CauseId, figures: Figures): Finding => ({
  id,
  kind: causeOf(id).kind,
  certainty: 'sign',
  figures,
});
const told = (...findings: readonly Finding[]) => toldFindings(findings).map(toldFindingText);

it('one measurement is told once, with what else it speaks for and what follows from it', () => {
  const thrown = sign('lr_high', { diverged: 8, learningRate: 100 });
  const broken = sign('explode', { diverged: 8, ratio: 50 });
  expect(told(thrown, broken)).toEqual([
    '8 seeds diverged at learning rate 100. What follows from it: exploding gradients.',
  ]);
  const falling = { fall: 0.2, steps: 400 };
  expect(told(sign('lr_low', falling), sign('few_steps', falling))).toEqual([
    'After 400 steps the loss still falls, by 20 % in the last tenth. The same speaks for: learning rate too low.',
  ]);
});

it('what was measured otherwise, or alone, is told by itself', () => {
  const steep = sign('explode', { diverged: 0, ratio: 50 });
  expect(told(sign('lr_high', { diverged: 8, learningRate: 100 }), steep)).toHaveLength(2);
  expect(told(sign('explode', { diverged: 8, ratio: 50 }))).toEqual(['8 seeds diverged.']);
});
