import type { Figure } from '#src/charts/figure.ts';

/** Text that Plotly shows as it is: no markup, no template. */
export function plainText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('%{', '%&#123;');
}

/** What starts a tag other than those that figures set text with. */
const otherTag = /<(?!\/?(?:b|br|extra)>)/g;

/** The figure with any other markup in its texts shown as it is: a name may come from a stranger's file. */
export function withoutMarkup({ data, layout }: Figure): Figure {
  return { data: data.map(cleaned), layout: cleaned(layout) };
}

function cleaned<T>(value: T): T {
  if (typeof value === 'string') return value.replace(otherTag, '&lt;') as T;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    return value.some((part) => typeof part === 'string' || typeof part === 'object')
      ? (value.map(cleaned) as T)
      : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)])) as T;
}
