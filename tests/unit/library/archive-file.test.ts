import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fromArchiveFile, toArchiveFile } from '#src/library/archive-file.ts';

describe('archive files', () => {
  it.each([
    ['small', '{"fitscopeRuns":1,"runs":[]}', 'json'],
    ['large', JSON.stringify(Array.from({ length: 300_000 }, (_, i) => `läuft ${i}`)), 'json.gz'],
  ])('come back unchanged: %s', async (_, json, extension) => {
    const file = await toArchiveFile(json);
    expect(file.extension).toBe(extension);
    expect(await fromArchiveFile(file.bytes)).toEqual({ ok: true, value: json });
  });

  it('do not unpack a bomb', async () => {
    const bomb = gzipSync(new Uint8Array(201e6));
    expect(bomb.length).toBeLessThan(1e6);
    expect(await fromArchiveFile(bomb)).toEqual({
      ok: false,
      error: 'the file holds more than 200 MB',
    });
  });

  it('name damage', async () => {
    const { bytes } = await toArchiveFile(JSON.stringify(Array(300_000).fill('0123456789')));
    bytes.fill(255, 20, 60);
    expect(await fromArchiveFile(bytes)).toMatchObject({ ok: false });
  });
});
