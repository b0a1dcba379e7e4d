import type { ReactNode } from 'react';
import classes from '#src/panels/inside/inside.module.css';
import { type Found, WithLook } from '#src/panels/inside/with-look.tsx';
import type { Inspection, LayerInspection } from '#src/records/inside.ts';
import { useAppState } from '#src/store/hooks.ts';
import { DataTable } from '#src/ui/data-table.tsx';
import { HelpPopover } from '#src/ui/help-popover.tsx';
import { valueText } from '#src/words/values.ts';
import { words } from '#words/inside/signs.ts';

type Sign = keyof typeof words.signs;

/** In the order of the columns. */
const cells: Readonly<Record<Sign, (layer: LayerInspection) => string>> = {
  dead: ({ deadUnits, units }) => words.of(deadUnits, units.length),
  saturated: ({ saturated }) => words.percent(saturated),
  activations: ({ mean, deviation }) => words.spread(mean, deviation),
  gradients: ({ deltaDeviation }) => words.told(deltaDeviation),
  update: ({ updateRatio }) => words.told(updateRatio),
};
const signs = Object.keys(cells) as readonly Sign[];

/** Vital signs of each layer, and what the curvature says of the rate. */
export function Signs() {
  return (
    <WithLook>
      {(look) => (
        <>
          <SignTable {...look.found} />
          <Figures {...look} />
        </>
      )}
    </WithLook>
  );
}

function SignTable({ rows, layers }: Inspection) {
  return (
    <DataTable data-testid="signs">
      <caption>{words.caption(rows)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.layer}</th>
          {signs.map((id) => (
            <th key={id} scope="col">
              <Explained {...words.signs[id]} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {layers.map((layer, l) => (
          <tr key={l}>
            <th scope="row">{l === layers.length - 1 ? words.output : words.hidden(l + 1)}</th>
            {signs.map((id) => (
              <td key={id}>{cells[id](layer)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Figures({ found, learningRate }: Found) {
  return (
    <dl className={classes.figures}>
      <Figure name={words.loss}>{words.told(found.loss)}</Figure>
      <Figure name={words.gradientNorm}>{words.told(found.gradientNorm)}</Figure>
      <Figure name={<Explained {...words.curvature} />}>
        <Curvature found={found} learningRate={learningRate} />
      </Figure>
    </dl>
  );
}

function Curvature({ found, learningRate }: Pick<Found, 'found' | 'learningRate'>) {
  const optimizer = useAppState(({ experiment }) => valueText('optimizer', experiment.optimizer));
  const { curvature, largestRate } = found;
  if (curvature === null) return words.notYet;
  if (curvature <= 0) return words.flat(curvature);
  if (largestRate === null) return words.scaled(curvature, optimizer);
  return (
    <span data-testid="largest-rate">
      {words.stable(learningRate, largestRate, curvature)}
      {learningRate > largestRate && <strong> {words.tooHigh}</strong>}
    </span>
  );
}

function Figure({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Explained({ label, help }: { readonly label: string; readonly help: string }) {
  return (
    <span className={classes.explained}>
      {label}
      <HelpPopover about={label}>{help}</HelpPopover>
    </span>
  );
}
