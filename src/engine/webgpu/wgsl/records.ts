/** Fields of a WGSL struct in their order, four bytes each. What is reserved fills it up and stays 0. */
export type Fields = Readonly<Record<string, 'u32' | 'f32'>>;

export type Values<F extends Fields> = Readonly<
  Record<Exclude<keyof F, `reserved${string}`>, number>
>;

export function structWgsl(name: string, fields: Fields): string {
  const members = Object.entries(fields).map(([field, type]) => `  ${field}: ${type},`);
  return `
struct ${name} {
${members.join('\n')}
}`;
}

export function recordBytes(fields: Fields): number {
  return 4 * Object.keys(fields).length;
}

/** @param at the record's first byte */
export function writeRecord<F extends Fields>(
  view: DataView,
  at: number,
  fields: F,
  values: Values<F>,
): void {
  const byName: Readonly<Record<string, number>> = values;
  let place = at;
  for (const [name, type] of Object.entries(fields)) {
    const value = byName[name] ?? 0;
    if (type === 'u32') view.setUint32(place, value, true);
    else view.setFloat32(place, value, true);
    place += 4;
  }
}
