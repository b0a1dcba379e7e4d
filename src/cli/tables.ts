import { defaultExperiment } from '#src/experiment/defaults.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import { type FieldId, fieldOf, fields } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import type { RunJson } from '#src/export/run-json.ts';
import { shownValue } from '#src/records/loss-unit.ts';
import type { MetricId } from '#src/records/metrics.ts';
import { qualitiesOf, qualityOf } from '#src/records/quality.ts';
import { experimentName } from '#src/words/names.ts';
import { endingCauses } from '#words/endings.ts';
import { inSentence } from '#words/forms.ts';
import { metricLabel } from '#words/losses.ts';
import { metricText, qualityText, qualityWords } from '#words/metrics.ts';
import { presetWords } from '#words/presets.ts';

/** Lines of columns that are as wide as they must be; numbers lean right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  const numeric = widths.map((_, c) =>
    rows.slice(1).every((row) => /^[-−–∞\d.]|^$/.test(row[c] ?? '')),
  );
  return rows
    .map((row) =>
      row
        .map((text, c) =>
          numeric[c] ? text.padStart(widths[c] ?? 0) : text.padEnd(widths[c] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const measured = [
  'runningLoss',
  'trainLoss',
  'heldOutLoss',
  'trainAccuracy',
  'heldOutAccuracy',
] as const satisfies readonly MetricId[];

/** What came out of each run: one line per seed, with the last measured values. */
export function runsTable(runs: readonly RunJson[]): string {
  const [first] = runs;
  if (first === undefined) return '';
  const shown = measured.filter((id) => runs.some(({ final }) => final?.[id] != null));
  const qualities = qualitiesOf(['r2', 'rmse'], runs.map(judged));
  const header = [
    'seed',
    'epochs',
    ...shown.map((id) => inSentence(metricLabel(id, runs))),
    ...qualities.map((id) => qualityWords[id].label),
    'µs per step',
    'seconds',
    'ended by',
  ];
  const rows = runs.map(
    ({ seed, epochs, final, lossFactor, microsecondsPerStep, trainSeconds, stopped }, i) => [
      String(seed),
      String(epochs.at(-1)?.epoch ?? 0),
      ...shown.map((id) => metricText(id, shownValue(id, final?.[id], lossFactor), 5)),
      ...qualities.map((id) => qualityText(id, qualityOf(id, judged(runs[i] as RunJson)))),
      microsecondsPerStep?.toPrecision(3) ?? '',
      trainSeconds.toFixed(2),
      endingCauses[stopped.reason],
    ],
  );
  return `${experimentName(first.experiment)}\n\n${textTable([header, ...rows])}`;
}

/** A run with its last figures, as they are shown. */
function judged(run: RunJson) {
  const last = (id: (typeof measured)[number]) =>
    shownValue(id, run.final?.[id], run.lossFactor) ?? Number.NaN;
  const figures = {
    heldOutLoss: last('heldOutLoss'),
    trainLoss: last('trainLoss'),
    heldOutAccuracy: last('heldOutAccuracy'),
    trainAccuracy: last('trainAccuracy'),
  };
  return { ...run, figures };
}

/** The presets, and every field with its default and what it may be. */
export function listText(): string {
  const presetRows = presets.map(({ id }) => [id, presetWords[id].title]);
  const fieldRows = fieldIds.map((id) => [fields[id].key, defaultText(id), rangeText(id)]);
  return [
    textTable([['preset', ''], ...presetRows]),
    textTable([['field', 'default', 'values'], ...fieldRows]),
  ].join('\n\n');
}

function defaultText(id: FieldId): string {
  return fieldOf(id).encode(defaultExperiment[id]);
}

function rangeText(id: FieldId): string {
  const field = fields[id];
  switch (field.kind) {
    case 'number':
      return `${field.min} to ${field.max}`;
    case 'optional_number':
      return `${field.min} to ${field.max}, or none`;
    case 'choice':
      return field.ids.join(', ');
    case 'flag':
      return '0, 1';
    case 'text':
      return `at most ${field.maxLength} characters`;
    case 'table':
      return 'a packed table: see --data';
    case 'numbers':
      return 'number,number,… or none';
    case 'layers':
      return 'units:activation[:dropout],… or none';
    case 'phases':
      return 'order:epochs,…,order';
    case 'changes':
      return 'epoch:setting:value,… or none, settings lr, l2, l1, clip, clip_at';
    case 'formulas':
      return 'formula;formula;… or none';
    case 'domain':
      return 'from..to or auto';
    case 'domains':
      return 'from..to,from..to,… or none';
  }
}
