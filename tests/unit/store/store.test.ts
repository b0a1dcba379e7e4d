import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { presetById } from '#src/experiment/presets.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { changesFromPreset, currentPreset, refusedFields } from '#src/store/app/selectors.ts';
import { createAppStore } from '#src/store/app/store.ts';

function setUp() {
  const clock = { now: 0 };
  const stored = new Map<string, string>();
  const preferences = createPreferences(() => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
  }));
  const store = createAppStore({}, () => clock.now);
  return { clock, stored, store, commands: createCommands(store, preferences) };
}

describe('the first visit', () => {
  it('shows sum-bin as posted, unchanged', () => {
    const { store } = setUp();
    expect(currentPreset(store.getState())?.id).toBe('sum-bin-posted');
    expect(changesFromPreset(store.getState())).toEqual([]);
  });
});

describe('setField', () => {
  it('takes a valid value and refuses others without changing anything', () => {
    const { store, commands } = setUp();
    expect(commands.setField('learningRate', 0.5).ok).toBe(true);
    const before = store.getState().experiment;
    expect(before.learningRate).toBe(0.5);
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY, '0.1', null])
      expect(commands.setField('learningRate', wrong).ok).toBe(false);
    expect(store.getState().experiment).toBe(before);
  });

  it('names what was changed since the preset, but for the seed', () => {
    const { store, commands } = setUp();
    commands.setField('epochs', 10);
    commands.newSeed();
    expect(changesFromPreset(store.getState())).toEqual(['epochs']);
    commands.resetToPreset();
    expect(store.getState().experiment).toEqual(presetById('sum-bin-posted')?.experiment);
  });
});

describe('keepDraft', () => {
  const refused = { text: '-5', error: 'takes a whole number' };

  it('names the field until the text is given up, and changes no experiment', () => {
    const { store, commands } = setUp();
    const { experiment } = store.getState();
    commands.keepDraft('epochs', '', refused);
    commands.keepDraft('layers', '0/units', refused);
    commands.keepDraft('layers', '0/dropout', refused);
    expect(refusedFields(store.getState())).toEqual(['epochs', 'layers']);
    commands.keepDraft('epochs', '', null);
    commands.keepDraft('layers', '0/units', null);
    expect(refusedFields(store.getState())).toEqual(['layers']);
    commands.keepDraft('layers', '0/dropout', null);
    expect(refusedFields(store.getState())).toEqual([]);
    expect(store.getState().experiment).toBe(experiment);
  });

  it('forgets the text once the field has another value or no effect', () => {
    const { store, commands } = setUp();
    commands.keepDraft('epochs', '', refused);
    commands.setField('epochs', 10);
    expect(refusedFields(store.getState())).toEqual([]);
    commands.keepDraft('formula', '', { text: 'sin(3x', error: 'a bracket is open' });
    expect(refusedFields(store.getState())).toEqual([]);
    commands.setField('target', 'formula');
    expect(refusedFields(store.getState())).toEqual(['formula']);
  });
});

describe('undo and redo', () => {
  it('walk through changes and bring the preset back with the experiment', () => {
    const { store, commands, clock } = setUp();
    commands.setField('epochs', 10);
    clock.now += 10;
    commands.openPreset('sine-normal');
    commands.undo();
    expect(store.getState().experiment.epochs).toBe(10);
    expect(store.getState().presetId).toBe('sum-bin-posted');
    commands.undo();
    expect(store.getState().experiment.epochs).toBe(50);
    commands.redo();
    commands.redo();
    expect(store.getState().presetId).toBe('sine-normal');
  });

  it('take a slider’s drag as one step, and two drags as two', () => {
    const { store, commands, clock } = setUp();
    for (const epochs of [49, 48, 47, 46]) {
      commands.setField('epochs', epochs, 'epochs');
      clock.now += 100;
    }
    clock.now += 5000;
    for (const epochs of [30, 20, 10]) {
      commands.setField('epochs', epochs, 'epochs');
      clock.now += 100;
    }
    commands.undo();
    expect(store.getState().experiment.epochs).toBe(46);
    commands.undo();
    expect(store.getState().experiment.epochs).toBe(50);
    expect(store.temporal.getState().pastStates).toHaveLength(0);
  });

  it('keep changes of different fields apart, however quick', () => {
    const { store, commands } = setUp();
    commands.setField('epochs', 10, 'epochs');
    commands.setField('batchSize', 32, 'batchSize');
    commands.setField('epochs', 20, 'epochs');
    commands.undo();
    expect(store.getState().experiment).toMatchObject({ epochs: 10, batchSize: 32 });
    commands.undo();
    expect(store.getState().experiment).toMatchObject({ epochs: 10, batchSize: 1 });
  });

  it('take each press that belongs to no gesture as a step, however quick', () => {
    const { store, commands } = setUp();
    const add = () => {
      const { layers } = store.getState().experiment;
      commands.setField('layers', [...layers, { units: 2, activation: 'relu', dropout: 0 }]);
    };
    add();
    add();
    commands.undo();
    expect(store.getState().experiment.layers).toHaveLength(2);
  });

  it('do not continue a drag from before an undo', () => {
    const { store, commands } = setUp();
    commands.setField('epochs', 40, 'epochs');
    commands.undo();
    commands.setField('epochs', 30, 'epochs');
    commands.undo();
    expect(store.getState().experiment.epochs).toBe(50);
  });

  it('leave the page’s own state alone', () => {
    const { store, commands } = setUp();
    commands.setPage({ drawerOpen: true });
    commands.notify('info', 'hello');
    expect(store.temporal.getState().pastStates).toHaveLength(0);
  });
});

describe('chooseTarget', () => {
  const posted = presetById('sum-bin-posted')!.experiment;
  const own = { ...posted, learningRate: 0.02 };

  it('turns what a regression cannot have into the nearest valid choice, and says so', () => {
    const { store, commands } = setUp();
    commands.openExperiment(own);
    commands.chooseTarget('sine');
    expect(store.getState().experiment).toEqual({
      ...own,
      target: 'sine',
      loss: 'mse',
      outputActivation: 'linear',
    });
    expect(store.getState().notices[0]?.lines).toHaveLength(2);
    commands.undo();
    expect(store.getState().experiment).toEqual(own);
  });

  it('keeps everything of one’s own between targets of one kind, mistakes included', () => {
    const { store, commands } = setUp();
    commands.openExperiment(own);
    commands.chooseTarget('spirals');
    expect(store.getState().experiment).toEqual({ ...own, target: 'spirals' });
    expect(store.getState().notices).toEqual([]);
  });

  it('begins soundly where nothing is one’s own yet, seeds apart, and can be undone', () => {
    const { store, commands } = setUp();
    commands.setField('seed', 4);
    const before = store.getState().experiment;
    commands.chooseTarget('sine');
    expect(store.getState().experiment).toEqual({ ...defaultExperiment, seed: 4 });
    expect(store.getState().notices).toMatchObject([{ title: expect.stringContaining('suit') }]);
    commands.chooseTarget('spirals');
    const spirals = { ...defaultExperiment, target: 'spirals', loss: 'cross_entropy', seed: 4 };
    expect(store.getState().experiment).toEqual(spirals);
    expect(store.getState().notices).toEqual([]);
    commands.undo();
    commands.undo();
    expect(store.getState().experiment).toEqual(before);
  });

  it('goes from a preset to the preset of the other target', () => {
    const { store, commands } = setUp();
    commands.chooseTarget('sum_mod');
    expect(store.getState()).toMatchObject({
      experiment: { ...posted, target: 'sum_mod' },
      presetId: 'sum-mod-posted',
    });
  });

  it('removes a broadcast, a foreign domain and features of other inputs', () => {
    const { store, commands } = setUp();
    commands.openPreset('parabola-posted');
    commands.setField('features', ['x^2']);
    commands.chooseTarget('circles');
    expect(store.getState().experiment).toMatchObject({
      labelShape: 'match',
      domain: null,
      sampling: 'uniform',
      features: [],
    });
  });

  it('starts a formula with an example and keeps one that was written', () => {
    const { store, commands } = setUp();
    const formula = () => store.getState().experiment.formula;
    commands.chooseTarget('formula');
    expect(store.getState().experiment.inputCount).toBe(2);
    expect(formula()).toContain('x1');
    commands.chooseInputCount(1);
    expect(formula()).toMatch(/x(?!\d)/);
    commands.chooseTarget('formula_classes');
    expect(formula()).toBe('floor(x)');
    commands.setField('formula', 'x * x');
    commands.chooseTarget('formula');
    expect(formula()).toBe('x * x');
  });

  it('gives a formula other inputs without features written for the ones before', () => {
    const { store, commands } = setUp();
    commands.chooseTarget('formula');
    commands.setField('features', ['x0 + x1']);
    expect(commands.chooseInputCount(65).ok).toBe(false);
    expect(commands.chooseInputCount(1).ok).toBe(true);
    expect(store.getState().experiment.features).toEqual([]);
  });
});

describe('openExperiment', () => {
  it('recognises a preset, and one that was changed a little', () => {
    const { store, commands } = setUp();
    const preset = presetById('sine-hybrid');
    commands.openExperiment(structuredClone(preset!.experiment));
    expect(store.getState().presetId).toBe('sine-hybrid');
    commands.openExperiment({ ...preset!.experiment, epochs: 30, batchSize: 20 });
    expect(store.getState().presetId).toBe('sine-hybrid');
    expect(changesFromPreset(store.getState())).toEqual(['batchSize', 'epochs']);
    commands.openExperiment({ ...preset!.experiment, target: 'sawtooth' });
    expect(store.getState().presetId).toBeNull();
  });
});

describe('notices', () => {
  it('are bounded, replace their like and can be dismissed', () => {
    const { store, commands } = setUp();
    for (let i = 0; i < 9; i++) commands.notify('info', `notice ${i}`);
    commands.notify('warning', 'notice 8', ['again']);
    const { notices } = store.getState();
    expect(notices.length).toBeLessThanOrEqual(4);
    expect(notices.filter((notice) => notice.title === 'notice 8')).toHaveLength(1);
    commands.dismiss(notices[0]!.id);
    expect(store.getState().notices).toHaveLength(notices.length - 1);
  });

  it('of a change that was made for the reader go with the next; warnings stay', () => {
    const { store, commands } = setUp();
    commands.notify('info', 'Also changed');
    commands.notify('warning', 'Not all of it could be read');
    commands.setField('epochs', 7);
    expect(store.getState().notices.map(({ tone }) => tone)).toEqual(['warning']);
  });
});

describe('preferences', () => {
  it('are remembered, and forgotten quietly where storage is refused', () => {
    const { stored, store, commands } = setUp();
    commands.preferEngine('tfjs');
    expect([...stored.values()]).toEqual(['tfjs']);
    expect(store.getState().page.enginePreference).toBe('tfjs');

    const refused = createPreferences(() => {
      throw new Error('blocked');
    });
    refused.write('engine', 'tfjs');
    expect(refused.read('engine')).toBeNull();
  });
});
