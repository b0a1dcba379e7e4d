import { indented, number as pythonNumber } from '#src/code/write/python.ts';

/** A number as Julia has it; multiples of pi by name. */
export function number(value: number): string {
  return pythonNumber(value)
    .replace('math.inf', 'Inf')
    .replace('math.nan', 'NaN')
    .replace('math.', '');
}

/** A function, perhaps with a text that says what it is. */
export function define(head: string, body: readonly string[], about?: string): string {
  return [
    ...(about === undefined ? [] : [`"""${about}"""`]),
    `function ${head}`,
    indented(body),
    'end',
  ].join('\n');
}
