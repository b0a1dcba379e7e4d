import { err, ok, type Result } from '#src/lib/result.ts';
import { archiveLimits } from '#src/library/archive.ts';

/** An archive as a file: JSON while that is small, gzip beyond. */
export interface ArchiveFile {
  readonly extension: 'json' | 'json.gz';
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Characters from which on an archive is compressed. */
const largeArchive = 2e6;
/** What gzip files begin with (RFC 1952). */
const gzipMagic = [0x1f, 0x8b] as const;

export async function toArchiveFile(json: string): Promise<ArchiveFile> {
  const { gzipSync, strToU8 } = await import('fflate');
  const bytes = strToU8(json) as Uint8Array<ArrayBuffer>;
  if (json.length < largeArchive) return { extension: 'json', type: 'application/json', bytes };
  return {
    extension: 'json.gz',
    type: 'application/gzip',
    bytes: gzipSync(bytes, { level: 6 }) as Uint8Array<ArrayBuffer>,
  };
}

/** The JSON of an archive file from anywhere; one that would unpack to more than the limit is not unpacked. */
export async function fromArchiveFile(bytes: Uint8Array): Promise<Result<string>> {
  if (bytes.length > archiveLimits.bytes) return err('the file is larger than 200 MB');
  const isGzip = gzipMagic.every((byte, i) => bytes[i] === byte);
  if (!isGzip) return ok(new TextDecoder().decode(bytes));
  const { DecodeUTF8, Gunzip } = await import('fflate');
  const parts: string[] = [];
  const decoder = new DecodeUTF8((part) => parts.push(part));
  let size = 0;
  const gunzip = new Gunzip((chunk, final) => {
    size += chunk.length;
    if (size > archiveLimits.bytes) throw new RangeError('too large');
    decoder.push(chunk, final);
  });
  try {
    for (let from = 0; from < bytes.length; from += inputChunk)
      gunzip.push(bytes.subarray(from, from + inputChunk), from + inputChunk >= bytes.length);
  } catch (error) {
    return err(
      error instanceof RangeError
        ? 'the file holds more than 200 MB'
        : 'the file is damaged: it cannot be unpacked',
    );
  }
  return ok(parts.join(''));
}

/** Bytes unpacked at a time, so that the limit is noticed early. */
const inputChunk = 65_536;
