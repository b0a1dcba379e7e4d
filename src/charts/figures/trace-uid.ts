/**
 * What a trace is recognised by from one draw to the next. Plotly puts it into CSS selectors, so that only letters,
 * digits, underscores and hyphens may be in it.
 */
export function traceUid(...parts: readonly string[]): string {
  return parts.join('-').replaceAll(/[^\w-]/g, '_');
}
