import { Button, NativeSelect, Slider, Text, TextInput } from '@mantine/core';
import type { ShownSet } from '#src/charts/figures/classes.ts';
import classes from '#src/charts/point-menu.module.css';
import type { Axis, Points } from '#src/data/dataset.ts';
import { PopoverButton } from '#src/ui/dropdown.tsx';
import { formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/charts/inputs.ts';

interface Props {
  /** Of the chart. */
  readonly id: string;
  readonly title: string;
  readonly axes: readonly Axis[];
  /** The set that the point can be taken from, and its rows. */
  readonly set: ShownSet;
  readonly rows: Points;
  /** Inputs that vary: a slider would move nothing. */
  readonly along: readonly number[];
  readonly onAlong: (along: readonly number[]) => void;
  /** [inputs] */
  readonly point: Float64Array;
  readonly onPoint: (point: Float64Array) => void;
}

const steps = 100;
const { slice } = words;

/** Which inputs a chart varies, and where the others are held: at a row, moved by sliders. */
export function PointMenu({ id, title, axes, set, rows, along, onAlong, point, onPoint }: Props) {
  const inputs = axes.length;
  const names = axes.map(({ name }, i) => ({ value: String(i), label: name }));
  const takeRow = (row: number) =>
    onPoint(rows.x.slice(row * inputs, (row + 1) * inputs) as Float64Array);
  return (
    <>
      {along.map((input, n) => (
        <NativeSelect
          key={n === 0 ? slice.across : slice.up}
          aria-label={`${title}: ${along.length === 1 ? slice.input : n === 0 ? slice.across : slice.up}`}
          data-testid={`along-${id}-${n}`}
          data={names.map((name) => ({
            ...name,
            disabled: along.some((other, m) => m !== n && String(other) === name.value),
          }))}
          value={String(input)}
          onChange={(event) => onAlong(along.with(n, Number(event.currentTarget.value)))}
        />
      ))}
      <PopoverButton
        width={280}
        className={classes.menu}
        renderButton={(opener) => (
          <Button {...opener} size="compact-xs" data-testid={`point-${id}`}>
            {slice.values}
          </Button>
        )}
      >
        <TextInput
          type="number"
          label={slice.row[set]}
          min={1}
          max={rows.rows}
          defaultValue=""
          data-testid={`row-${id}`}
          onChange={({ currentTarget: { valueAsNumber: row } }) => {
            if (Number.isInteger(row) && row >= 1 && row <= rows.rows) takeRow(row - 1);
          }}
        />
        {axes.map(({ name, range: [from, to] }, i) =>
          along.includes(i) && along.length > 1 ? null : (
            <div key={name}>
              <Text size="xs">
                {name}: {formatNumber(point[i] ?? Number.NaN, 4)}
              </Text>
              <Slider
                size="sm"
                thumbLabel={name}
                label={null}
                min={from}
                max={to}
                step={(to - from) / steps}
                value={point[i] ?? from}
                onChange={(value) => onPoint(point.with(i, value) as Float64Array)}
              />
            </div>
          ),
        )}
      </PopoverButton>
    </>
  );
}
