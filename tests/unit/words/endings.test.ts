import { expect, test } from 'vitest';
import { endingText } from '#words/endings.ts';

test('a run that went wrong tells its last loss, any other run does not', () => {
  const text = endingText({ kind: 'non_finite', epoch: 1, step: 124 }, '3e10 y²');
  expect(text).toContain('epoch 1, step 124. The running loss before that was 3e10 y². A smaller');
  expect(endingText({ kind: 'epochs' }, '3e10 y²')).toBe('All epochs are done.');
});
