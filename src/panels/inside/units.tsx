import { Button, Modal, NativeSelect, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { UnitMap } from '#src/charts/unit-map.tsx';
import type { Probe } from '#src/data/probe.ts';
import { newestOnly } from '#src/lib/newest.ts';
import { unitState } from '#src/network/layer-figures.ts';
import classes from '#src/panels/inside/units.module.css';
import { type Found, WithLook } from '#src/panels/inside/with-look.tsx';
import type { LayerMaps, UnitMaps } from '#src/records/inside.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { useLive, useServices } from '#src/store/hooks.ts';
import { words } from '#words/inside/maps.ts';

/** Units of a layer that are shown at first, and how many more each press shows. */
const first = 12;
const more = 36;
/** Points along each axis, of many small maps and of one large one. */
const sizes = { small: { line: 96, plane: 32 }, large: { line: 400, plane: 160 } } as const;

/** A unit by its layer and its place in it. */
type Unit = readonly [layer: number, unit: number];

/** What each unit computes, layer by layer. */
export function Units() {
  const header = useLive('header');
  return (
    header && (
      <WithLook>{(look) => <Layers key={header.runId} look={look} header={header} />}</WithLook>
    )
  );
}

function Layers({ look, header }: { readonly look: Found; readonly header: RunHeader }) {
  const usual = header.axes.length === 1 ? ([0] as const) : ([0, 1] as const);
  const [along, setAlong] = useState<Probe['along']>(usual);
  const [counts, setCounts] = useState<readonly number[]>([]);
  const [enlarged, setEnlarged] = useState<Unit | null>(null);
  const shown = useMemo(
    () =>
      header.layerUnits.map((units, l) =>
        Array.from({ length: Math.min(units, counts[l] ?? first) }, (_, unit) => unit),
      ),
    [header, counts],
  );
  const maps = useMaps(look, along, 'small', shown);
  if (maps === null) return null;
  const showMore = (layer: number) =>
    setCounts(shown.map((units, l) => units.length + (l === layer ? more : 0)));
  return (
    <>
      {header.axes.length > 1 && <AlongChoice header={header} along={along} onChange={setAlong} />}
      {header.axes.length > along.length && <p className={classes.held}>{words.held}</p>}
      {maps.layers.map((layer, l) => (
        <LayerOfMaps
          key={l}
          name={layerName(l, maps)}
          layer={layer}
          maps={maps}
          stateOf={(unit) => stateOf(look, [l, unit])}
          onEnlarge={(unit) => setEnlarged([l, unit])}
          onMore={() => showMore(l)}
        />
      ))}
      {/* Always there: the focus returns to the unit when it closes. */}
      <Modal
        opened={enlarged !== null}
        onClose={() => setEnlarged(null)}
        title={enlarged && words.unit(layerName(enlarged[0], maps), enlarged[1])}
      >
        {enlarged && <Enlarged look={look} header={header} along={along} unit={enlarged} />}
      </Modal>
    </>
  );
}

function layerName(layer: number, { layers }: UnitMaps): string {
  return layer === layers.length - 1 ? words.output : words.hidden(layer + 1);
}

/** Output units are never marked. */
function stateOf({ found }: Found, [layer, unit]: Unit) {
  const figures = found.layers[layer]?.units[unit];
  return figures === undefined || layer === found.layers.length - 1 ? 'alive' : unitState(figures);
}

/** UnitMaps of some units of the network that was looked into, the latest that have come. */
function useMaps(
  { snapshot }: Found,
  along: Probe['along'],
  size: keyof typeof sizes,
  shown: readonly (readonly number[])[],
): UnitMaps | null {
  const { inside } = useServices();
  const [maps, setMaps] = useState<UnitMaps | null>(null);
  const ask = useMemo(
    () =>
      newestOnly(async ([of, input]: Parameters<typeof inside.maps>) => {
        const found = await inside.maps(of, input).catch(() => null);
        if (found !== null) setMaps(found);
      }),
    [inside],
  );
  useEffect(() => {
    const points = sizes[size][along.length === 1 ? 'line' : 'plane'];
    ask([snapshot, { along, size: points, shown }]);
  }, [ask, snapshot, along, size, shown]);
  return maps;
}

interface LayerProps {
  readonly name: string;
  readonly layer: LayerMaps;
  readonly maps: UnitMaps;
  readonly stateOf: (unit: number) => ReturnType<typeof unitState>;
  readonly onEnlarge: (unit: number) => void;
  readonly onMore: () => void;
}

function LayerOfMaps({ name, layer, maps, stateOf, onEnlarge, onMore }: LayerProps) {
  const theme = useComputedColorScheme('light');
  const left = layer.units - layer.maps.length;
  return (
    <section className={classes.layer} data-testid="unit-maps">
      <h3>{words.layer(name, layer.units, layer.largest)}</h3>
      <div className={classes.maps}>
        {layer.maps.map(({ unit, values }) => (
          <button
            key={unit}
            type="button"
            className={classes.unit}
            aria-label={words.described(words.unit(name, unit), extremes(values), stateOf(unit))}
            onClick={() => onEnlarge(unit)}
          >
            <UnitMap probe={maps.probe} values={values} largest={layer.largest} theme={theme} />
            <span aria-hidden>{words.caption(unit, stateOf(unit))}</span>
          </button>
        ))}
        {left > 0 && (
          <Button data-testid="more-units" onClick={onMore}>
            {words.more(Math.min(left, more))}
          </Button>
        )}
      </div>
    </section>
  );
}

function extremes(values: Float32Array): readonly [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

interface EnlargedProps {
  readonly look: Found;
  readonly header: RunHeader;
  readonly along: Probe['along'];
  readonly unit: Unit;
}

function Enlarged({ look, header, along, unit: [layer, unit] }: EnlargedProps) {
  const theme = useComputedColorScheme('light');
  const shown = useMemo(
    () => header.layerUnits.map((_, l) => (l === layer ? [unit] : [])),
    [header, layer, unit],
  );
  const maps = useMaps(look, along, 'large', shown);
  const found = maps?.layers[layer];
  const map = found?.maps[0];
  if (!maps || !found || !map) return null;
  return (
    <div className={classes.enlarged} data-testid="unit-enlarged">
      <UnitMap probe={maps.probe} values={map.values} largest={found.largest} theme={theme} />
      <p>{words.axes(along.map((index) => header.axes[index] ?? { name: '', range: [0, 1] }))}</p>
      <p>{words.range(extremes(map.values))}</p>
    </div>
  );
}

interface AlongProps {
  readonly header: RunHeader;
  readonly along: Probe['along'];
  readonly onChange: (along: Probe['along']) => void;
}

/** Which inputs the maps vary: one or two. The others are held in the middle. */
function AlongChoice({ header, along: [x, y], onChange }: AlongProps) {
  const inputs = header.axes.map(({ name }, i) => ({ value: String(i), label: name }));
  return (
    <div className={classes.along}>
      <NativeSelect
        label={words.across}
        data={inputs.filter(({ value }) => Number(value) !== y)}
        value={String(x)}
        onChange={(event) => {
          const next = Number(event.currentTarget.value);
          onChange(y === undefined ? [next] : [next, y]);
        }}
      />
      <NativeSelect
        label={words.up}
        data={[
          { value: '', label: words.line },
          ...inputs.filter(({ value }) => Number(value) !== x),
        ]}
        value={y === undefined ? '' : String(y)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange(value === '' ? [x] : [x, Number(value)]);
        }}
      />
    </div>
  );
}
