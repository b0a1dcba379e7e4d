import { type ReactNode, useEffect, useState } from 'react';
import { offsetsOf } from '#src/charts/figures/network-diagram.ts';
import classes from '#src/panels/inside/inside.module.css';
import { type NumberRow, NumberTable, rowValues } from '#src/panels/inside/number-table.tsx';
import type { FirstBatch as Batch, NoFirstBatch } from '#src/records/inside.ts';
import { shownLoss } from '#src/records/loss-unit.ts';
import { besideLoss } from '#src/records/quality.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { useLive, useServices } from '#src/store/hooks.ts';
import { words } from '#words/inside/first-batch.ts';
import { measuredText } from '#words/losses.ts';
import { besideText } from '#words/metrics.ts';

/** Rows of the batch that are written out. */
const shownRows = 8;

interface PartProps {
  readonly batch: Batch;
  readonly header: RunHeader;
}

/** The first step of the run, followed by numbers. */
export function FirstBatch() {
  const header = useLive('header');
  const batch = useFirstBatch(header);
  if (header === null || batch === null) return <p className={classes.note}>{words.looking}</p>;
  if (!batch.ok) return <p className={classes.note}>{words.refused[batch.reason]}</p>;
  const part = { batch, header };
  return (
    <div data-testid="first-batch">
      <p className={classes.note}>{words.intro}</p>
      <Step title={words.steps.batch(batch.rows.length)} isOpen>
        <Rows {...part} />
      </Step>
      <Step title={words.steps.forward}>
        <Forward {...part} />
      </Step>
      <Step title={words.steps.loss(batch.loss, shownText(batch.loss, header))} />
      <Step title={words.steps.backward}>
        <Backward {...part} />
      </Step>
      <Step title={words.steps.update(batch.learningRate)}>
        <Update {...part} />
      </Step>
    </div>
  );
}

/** The loss as it is shown elsewhere, with R² and RMSE; empty where that says no more. */
function shownText(loss: number, header: RunHeader): string {
  const { lossFactor } = header;
  const shown = shownLoss(loss, lossFactor);
  const near = besideText(besideLoss('trainLoss', header, shown));
  const isOther = (lossFactor ?? 1) !== 1;
  return [...(isOther ? [measuredText('trainLoss', shown, header)] : []), near]
    .filter((text) => text !== '')
    .join(', ');
}

function useFirstBatch(header: RunHeader | null): Batch | NoFirstBatch | null {
  const { inside } = useServices();
  const [found, setFound] = useState<{
    readonly of: RunHeader;
    readonly batch: Batch | NoFirstBatch;
  } | null>(null);
  const isOpen = useLive('snapshot') !== null;
  useEffect(() => {
    if (header === null || !isOpen) return;
    inside.firstBatch(header).then(
      (batch) => setFound({ of: header, batch }),
      () => undefined, // the worker is gone
    );
  }, [inside, header, isOpen]);
  return found?.of === header ? found.batch : null;
}

interface StepProps {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children?: ReactNode;
}

function Step({ title, isOpen = false, children }: StepProps) {
  if (children === undefined) return <p className={classes.step}>{title}</p>;
  return (
    <details className={classes.step} open={isOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** One row of a table for each row of the batch that is written out. */
function batchRows(
  { rows }: Batch,
  values: (row: number) => readonly number[],
): readonly NumberRow[] {
  return Array.from(rows.subarray(0, shownRows), (index, row) => ({
    name: String(index),
    values: values(row),
  }));
}

function Rows({ batch, header }: PartProps) {
  const { rows, inputs, targets } = batch;
  const width = targets.length / rows.length;
  return (
    <NumberTable
      label={words.tables.batch}
      caption={rows.length > shownRows ? words.shown(shownRows, rows.length) : ''}
      corner={words.row}
      columns={[
        ...header.inputNames,
        ...Array.from({ length: width }, (_, n) => words.target(n, width)),
      ]}
      rows={batchRows(batch, (row) => [
        ...rowValues(inputs, header.networkInputs, row),
        ...rowValues(targets, width, row),
      ])}
      told={words.told}
    />
  );
}

function Forward({ batch, header }: PartProps) {
  return batch.layers.map(({ preactivations, activations }, l) => {
    const units = header.layerUnits[l] ?? 0;
    return (
      <NumberTable
        key={layerName(header, l)}
        label={words.tables.forward(layerName(header, l))}
        caption={layerName(header, l)}
        corner={words.row}
        columns={[...unitNames(units, words.z), ...unitNames(units, words.a)]}
        rows={batchRows(batch, (row) => [
          ...rowValues(preactivations, units, row),
          ...rowValues(activations, units, row),
        ])}
        told={words.told}
      />
    );
  });
}

function Backward({ batch, header }: PartProps) {
  return batch.layers
    .map(({ deltas }, l) => {
      const units = header.layerUnits[l] ?? 0;
      return (
        <NumberTable
          key={layerName(header, l)}
          label={words.tables.backward(layerName(header, l))}
          caption={layerName(header, l)}
          corner={words.row}
          columns={unitNames(units, words.delta)}
          rows={batchRows(batch, (row) => rowValues(deltas, units, row))}
          told={words.told}
        />
      );
    })
    .toReversed();
}

function Update({ batch, header }: PartProps) {
  const { before, gradient, used, slots, after } = batch;
  const { optimizer } = header.experiment;
  const isChanged = used.some((value, i) => value !== gradient[i]);
  const columns = [before, gradient, ...(isChanged ? [used] : []), ...slots, after];
  const names = [
    words.before,
    words.gradient,
    ...(isChanged ? [words.used] : []),
    ...words.slots[optimizer],
    words.after,
  ];
  return (
    <>
      <p className={classes.note}>{words.rule[optimizer]}</p>
      {header.layerUnits.map((_, l) => (
        <NumberTable
          key={layerName(header, l)}
          label={words.tables.update(layerName(header, l))}
          caption={layerName(header, l)}
          corner={words.parameter}
          columns={names}
          rows={parameterNames(header, l + 1).map(([index, name]) => ({
            name,
            values: columns.map((column) => column[index] ?? Number.NaN),
          }))}
          told={words.told}
        />
      ))}
    </>
  );
}

/** Places and names of a layer's parameters, in their order. @param layer from 1 */
function parameterNames(header: RunHeader, layer: number): readonly (readonly [number, string])[] {
  const { inputs, units, weights, biases } = offsetsOf(header, layer);
  const from = (input: number) =>
    layer === 1 ? (header.inputNames[input] ?? '') : words.fromUnit(input);
  return [
    ...Array.from({ length: inputs * units }, (_, i) => {
      const name = words.weight(from(Math.floor(i / units)), i % units);
      return [weights + i, name] as const;
    }),
    ...Array.from({ length: units }, (_, unit) => [biases + unit, words.bias(unit)] as const),
  ];
}

function layerName({ layerUnits }: RunHeader, l: number): string {
  return words.layer(l + 1, l === layerUnits.length - 1);
}

function unitNames(units: number, name: (unit: number) => string): readonly string[] {
  return Array.from({ length: units }, (_, unit) => name(unit));
}
