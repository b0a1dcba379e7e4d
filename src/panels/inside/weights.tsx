import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { offsetsOf, unitName } from '#src/charts/figures/network-diagram.ts';
import { EditBar } from '#src/panels/inside/edit-bar.tsx';
import classes from '#src/panels/inside/inside.module.css';
import { WeightCell } from '#src/panels/inside/weight-cell.tsx';
import { type Found, WithLook } from '#src/panels/inside/with-look.tsx';
import type { RunHeader } from '#src/records/run-header.ts';
import { useAppState, useLive, useServices } from '#src/store/hooks.ts';
import { DataTable } from '#src/ui/data-table.tsx';
import { words } from '#words/inside/weights.ts';

/** Units and inputs of a layer in view at once. */
const window = { units: 8, inputs: 12 } as const;

/** Weights and biases of one layer after another, to be edited. */
export function Weights() {
  const header = useLive('header');
  return (
    header && (
      <WithLook>{(look) => <Editor key={header.runId} look={look} header={header} />}</WithLook>
    )
  );
}

function Editor({ look, header }: { readonly look: Found; readonly header: RunHeader }) {
  const [layer, setLayer] = useState(1);
  const [firstUnit, setFirstUnit] = useState(0);
  const [firstInput, setFirstInput] = useState(0);
  const { inputs, units, weights, biases } = offsetsOf(header, layer);
  const { parameters } = look.snapshot;
  const { edits } = useServices();
  const running = useAppState(({ run }) => run.phase === 'running');
  const last = header.layerUnits.length;
  const shownUnits = numbers(firstUnit, Math.min(firstUnit + window.units, units));
  const shownInputs = numbers(firstInput, Math.min(firstInput + window.inputs, inputs));
  const name = (l: number, unit: number) => unitName(header, l, unit) || words.unit(unit);
  const cell = (index: number, label: string) => (
    <td key={index}>
      <WeightCell
        label={label}
        disabled={running}
        value={parameters[index] ?? Number.NaN}
        onChange={(value) => edits.set(look.snapshot, look.found.loss, { index, value })}
      />
    </td>
  );
  return (
    <>
      <EditBar look={look} />
      <div className={classes.choices}>
        <NativeSelect
          label={words.layer}
          data={header.layerUnits.map((_, l) => ({
            value: String(l + 1),
            label: l + 1 === last ? words.output : words.hidden(l + 1),
          }))}
          value={String(layer)}
          data-testid="weights-layer"
          onChange={(event) => {
            setLayer(Number(event.currentTarget.value));
            setFirstUnit(0);
            setFirstInput(0);
          }}
        />
        <Window
          label={words.units}
          total={units}
          size={window.units}
          first={firstUnit}
          onChange={setFirstUnit}
        />
        <Window
          label={words.inputs}
          total={inputs}
          size={window.inputs}
          first={firstInput}
          onChange={setFirstInput}
        />
      </div>
      <p className={classes.note} id="weights-note">
        {words.caption}
      </p>
      <DataTable aria-describedby="weights-note" data-testid="weights">
        <thead>
          <tr>
            <th scope="col">{words.from}</th>
            {shownUnits.map((unit) => (
              <th key={unit} scope="col">
                {name(layer, unit)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.bias}</th>
            {shownUnits.map((unit) => cell(biases + unit, words.biasOf(name(layer, unit))))}
          </tr>
          {shownInputs.map((input) => (
            <tr key={input}>
              <th scope="row">{name(layer - 1, input)}</th>
              {shownUnits.map((unit) =>
                cell(
                  weights + input * units + unit,
                  words.weightOf(name(layer - 1, input), name(layer, unit)),
                ),
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  );
}

interface WindowProps {
  readonly label: string;
  readonly total: number;
  readonly size: number;
  readonly first: number;
  readonly onChange: (first: number) => void;
}

/** Chooses the part of a long list that is in view. */
function Window({ label, total, size, first, onChange }: WindowProps) {
  if (total <= size) return null;
  const starts = numbers(0, Math.ceil(total / size)).map((i) => i * size);
  return (
    <NativeSelect
      label={label}
      data={starts.map((from) => ({
        value: String(from),
        label: words.window(from, Math.min(from + size, total) - 1, total),
      }))}
      value={String(first)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
