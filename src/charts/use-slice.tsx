import { type ReactNode, useMemo, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import { Inquiry } from '#src/charts/inquiry.ts';
import { setOf } from '#src/charts/output.ts';
import { PointMenu } from '#src/charts/point-menu.tsx';
import type { SnapshotSource } from '#src/charts/snapshots.ts';
import { linspace } from '#src/data/sampling.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** A run as it is seen on one plane through its inputs. */
interface Slice {
  readonly header: RunHeader;
  readonly snapshots: SnapshotSource;
  /** Choose the plane; null where there is one alone. */
  readonly controls: ReactNode;
}

/** The plane that the reader chooses, of more than two inputs: two of them vary, the others are held at a row. */
export function useSlice({ frame, header, snapshots, ask }: ViewChartProps, title: string): Slice {
  const { axes, probe } = header;
  const [along, setAlong] = useState<readonly number[] | null>(null);
  const [point, setPoint] = useState<Float64Array | null>(null);
  const [x = 0, y = 1] = along ?? probe.along;
  const isOwn = (along !== null || point !== null) && ask !== undefined;
  const held = point?.length === axes.length ? point : probe.held;
  const sliced = useMemo(() => {
    if (!isOwn) return header;
    const positions = [x, y].map((input, n) =>
      linspace(axes[input]?.range ?? [0, 1], probe.positions[n]?.length ?? 2),
    );
    return { ...header, probe: { along: [x, y] as const, positions, held }, probeTruth: null };
  }, [isOwn, header, axes, probe, x, y, held]);
  const source = useMemo(
    () =>
      isOwn
        ? slicedSnapshots(snapshots, async (snapshot) => {
            const predictions = await ask(header, snapshot, sliced.probe);
            return predictions && { ...snapshot, predictions };
          })
        : snapshots,
    [isOwn, ask, header, snapshots, sliced],
  );
  if (axes.length < 3 || ask === undefined) return { header, snapshots, controls: null };
  const set = setOf(header, 'heldOut');
  const controls = (
    <PointMenu
      id={frame.id}
      title={title}
      axes={axes}
      set={set}
      rows={header[set]}
      along={[x, y]}
      onAlong={setAlong}
      point={held}
      onPoint={setPoint}
    />
  );
  return { header: sliced, snapshots: source, controls };
}

function slicedSnapshots(
  snapshots: SnapshotSource,
  question: (snapshot: Snapshot) => Promise<Snapshot | null>,
): SnapshotSource {
  const inquiry = new Inquiry(question);
  return {
    get snapshot() {
      return inquiry.at(snapshots.snapshot);
    },
    subscribe(listener) {
      const stops = [snapshots.subscribe(listener), inquiry.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
