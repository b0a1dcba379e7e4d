import { expect, it } from 'vitest';
import { type AnswerLinks, answerMarkdown } from '#src/export/answer.ts';
import { strangeVerdict } from '../../support/verdict.ts';

const page = 'https://fitscope.example/#f=sin(x)';
const links: AnswerLinks = {
  open: (changes) => `${page}&n=${Object.keys(changes).join(',')}`,
  overlay: (changes) => `${page}&over=${Object.keys(changes).join(',')}`,
  proof: null,
};

it('is a sentence, its numbers and links to before and after', () => {
  const answer = answerMarkdown(strangeVerdict, links);
  expect(answer).toMatch(/^It does not fit: 1 of 8 seeds fit, skill 0\.1\./);
  expect(answer).toContain('**Enough alone**');
  expect(answer).toContain('learning rate 0.001 → 0.01');
  expect(answer).toContain('**Real, but not what stops it**\n\n- softmax applied twice');
  expect(answer).toContain(
    '[the experiment as it stands](https://fitscope.example/#f=sin%28x%29&n=)',
  );
  expect(answer).toContain('#f=sin%28x%29&n=features,learningRate)');
  expect(answer).toContain('40 runs in 3.2 s');
});

it('has no formula that breaks out of its line', () => {
  const answer = answerMarkdown(strangeVerdict, links);
  expect(answer).toContain('\\`x\\`\\](https://elsewhere.example) \\*x\\* \\<b\\>');
  expect(answer).not.toMatch(/[^\\]\]\(https:\/\/elsewhere/);
});

it('names a cause once that two changes of a set remove', () => {
  const necessary = ['dead_units', 'dead_units', 'target_frequency'] as const;
  const answer = answerMarkdown({ ...strangeVerdict, necessary }, links);
  expect(answer.match(/^- dead units$/gm)).toHaveLength(1);
});

it('links the proof where there is one', () => {
  const proof = 'https://fitscope.example/#v=2&proof=0..7,8,0.05,lr%3D(1)';
  expect(answerMarkdown(strangeVerdict, { ...links, proof })).toContain(
    '[run the proof again](https://fitscope.example/#v=2&proof=0..7,8,0.05,lr%3D%281%29)',
  );
  expect(answerMarkdown(strangeVerdict, links)).not.toContain('run the proof');
});

it('leads to both curves, and shows pictures that lie beside it', () => {
  const pictures = [{ caption: 'As it [stands]', file: 'as it stands.png', link: `${page}&run=1` }];
  const answer = answerMarkdown(strangeVerdict, links, pictures);
  expect(answer).toContain(
    '[both curves overlaid](https://fitscope.example/#f=sin%28x%29&over=features,',
  );
  expect(answer).toContain(
    '[![As it \\[stands\\]](as%20it%20stands.png)](https://fitscope.example/#f=sin%28x%29&run=1)',
  );
  expect(answerMarkdown(strangeVerdict, links)).not.toContain('![');
  const nothing = answerMarkdown({ ...strangeVerdict, minimal: [] }, links);
  expect(nothing).not.toContain('both curves');
});
