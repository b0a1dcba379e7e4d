import type { ScatterData } from 'plotly.js';
import { traceUid } from '#src/charts/figures/trace-uid.ts';

/** A legend entry for what is drawn in other ways than as a trace. */
export function legendKey(name: string, marker: ScatterData['marker'], opacity = 1): ScatterData {
  return {
    type: 'scatter',
    mode: 'markers',
    uid: traceUid('key', name),
    name,
    legendgroup: name,
    x: [null],
    y: [null],
    marker: { size: 9, ...marker },
    opacity,
    hoverinfo: 'skip',
  };
}
