import drawing, { type PointTrace } from 'plotly.js/src/components/drawing';

const { singlePointStyle } = drawing;

/** How a point is drawn, and what Plotly keeps of it with the point. */
interface Look {
  readonly path: string;
  readonly style: string;
  readonly kept: { readonly mrc: number | undefined; readonly om: boolean | undefined };
}

/** Of points with the same symbol, by what Plotly makes anew for each styling of a trace; null: each has its own. */
const looks = new WeakMap<object, Map<unknown, Look> | null>();

/**
 * Points that differ in nothing but their symbol, such as the seeds of a sweep, take over the look of the first with
 * theirs: Plotly makes it for each, twice a drawing, and reads the same colour every time.
 */
drawing.singlePointStyle = (point, element, trace, styling, ...rest) => {
  const ofTrace = looksOf(trace, styling);
  const node = element.node();
  const look = ofTrace?.get(point.mx);
  if (look !== undefined && node !== null) {
    node.setAttribute('d', look.path);
    node.style.cssText = look.style;
    Object.assign(point, look.kept);
    return;
  }
  singlePointStyle(point, element, trace, styling, ...rest);
  const path = node?.getAttribute('d') ?? null;
  if (node === null || path === null) return;
  ofTrace?.set(point.mx, {
    path,
    style: node.style.cssText,
    kept: { mrc: point.mrc, om: point.om },
  });
};

function looksOf(trace: PointTrace, styling: object): Map<unknown, Look> | null {
  const known = looks.get(styling);
  if (known !== undefined) return known;
  const { symbol: _, ...shared } = trace.marker;
  const isShared = trace.type === 'scatter' && trace.selectedpoints === undefined;
  const made = isShared && !hasLists(shared) ? new Map<unknown, Look>() : null;
  looks.set(styling, made);
  return made;
}

/** Whether something in it is for each point. */
function hasLists(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || ArrayBuffer.isView(value) || Object.values(value).some(hasLists);
}
