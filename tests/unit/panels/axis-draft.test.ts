import { describe, expect, it } from 'vitest';
import { presets } from '#src/experiment/presets.ts';
import {
  axisOf,
  draftFor,
  draftOf,
  secondDraft,
  sweepableFields,
  sweepOf,
} from '#src/panels/compare/sweep/axis-draft.ts';

const [{ experiment: base }] = presets as [(typeof presets)[number]];

describe('an axis of a sweep', () => {
  it.each(presets)('has a proposal that can be used for every field of $id', ({ experiment }) => {
    for (const field of sweepableFields(experiment)) {
      const axis = axisOf(draftFor(field, experiment));
      // A text that is empty is no value yet; everything else is.
      if (field !== 'formula') expect(axis, field).toMatchObject({ ok: true });
    }
  });

  it('proposes whole numbers where only those are taken', () => {
    const { from, to } = draftFor('batchSize', { ...base, batchSize: 32 });
    expect([from, to]).toEqual([3, 320]);
  });

  it('takes a logarithmic range', () => {
    const draft = { ...draftFor('learningRate', base), from: 0.001, to: 0.1, count: 3 };
    expect(axisOf(draft)).toMatchObject({
      ok: true,
      value: { labels: ['0.001', '0.01', '0.1'], values: [0.001, 0.01, 0.1] },
    });
  });

  it.each(presets)(
    'lists the values that a link proposes, whatever the field: $id',
    ({ experiment }) => {
      for (const field of sweepableFields(experiment)) {
        const values = [experiment[field]];
        const axis = axisOf(draftOf({ field, values }, experiment));
        if (field !== 'formula') expect(axis, field).toMatchObject({ ok: true, value: { values } });
      }
    },
  );

  it('takes lists, numbers with commas and networks a line each', () => {
    const rates = { ...draftFor('learningRate', base), mode: 'list' as const, list: '1e-3, 0.01' };
    expect(axisOf(rates)).toMatchObject({ ok: true, value: { values: [0.001, 0.01] } });
    const counts = { ...draftFor('epochs', base), mode: 'list' as const, list: '1 10\u202f000 20' };
    expect(axisOf(counts)).toMatchObject({ ok: true, value: { values: [1, 10_000, 20] } });
    const nets = { ...draftFor('layers', base), list: '2:relu\n8:tanh,8:tanh\n' };
    expect(axisOf(nets)).toMatchObject({
      ok: true,
      value: { labels: ['2 ReLU', '2 × 8 Tanh'] },
    });
  });

  it.each([
    ['learningRate', '0.1, fast'],
    ['learningRate', '-1'],
    ['optimizer', 'sgd\nmagic'],
    ['learningRate', ' '],
  ] as const)('names the field that is wrong: %s = %s', (field, list) => {
    const axis = axisOf({ ...draftFor(field, base), mode: 'list', list });
    expect(axis.ok).toBe(false);
    if (!axis.ok) expect(axis.error).toMatch(/^(Learning rate|Optimiser): /);
  });

  it('is one of at most two, the second another field than the first', () => {
    const rate = draftFor('learningRate', base);
    const second = secondDraft([rate], base);
    expect(second?.field).toBe('batchSize');
    const [first] = sweepableFields(base);
    expect(secondDraft([draftFor('batchSize', base)], base)?.field).toBe(first);
    expect(secondDraft([rate, draftFor('batchSize', base)], base)).toBeNull();
  });

  it('makes a sweep with the others, or says why not', () => {
    const rest = { base, seeds: [1, 2], sample: 4 };
    const drafts = [draftFor('learningRate', base), draftFor('batchSize', base)];
    const sweep = sweepOf(drafts, rest);
    expect(sweep).toMatchObject({ ok: true, value: rest });
    if (sweep.ok)
      expect(sweep.value.axes.map(({ field }) => field)).toEqual(['learningRate', 'batchSize']);
    const refused = { ...draftFor('learningRate', base), mode: 'list' as const, list: '-1' };
    expect(sweepOf([...drafts, refused], rest)).toMatchObject({ ok: false });
  });
});
