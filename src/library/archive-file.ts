import { nextTask } from '#src/lib/next-task.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import {
  ArchiveLimitError,
  archiveText,
  type ReadArchive,
  readArchive,
} from '#src/library/archive.ts';
import { words } from '#words/base/library.ts';

/** What gzip files begin with (RFC 1952). */
const gzipMagic = [0x1f, 0x8b] as const;
/** Milliseconds of work after which the page may do something else. */
const slice = 12;

/** An archive as a gzip file, or why it cannot be one. Compressed piece by piece, beside the page's other work. */
export async function toArchiveFile(
  ...content: Parameters<typeof archiveText>
): Promise<Result<Blob>> {
  const text = archiveText(...content);
  const pause = makePause();
  const pieces = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done) controller.close();
      else controller.enqueue(value);
      await pause();
    },
  });
  const bytes = pieces
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(new CompressionStream('gzip'));
  try {
    const blob = await new Response(bytes).blob();
    return ok(new Blob([blob], { type: 'application/gzip' }));
  } catch (error) {
    if (error instanceof ArchiveLimitError) return err(error.message);
    throw error;
  }
}

/** Reads an archive file from anywhere, JSON or gzip; damaged ones are refused, however they are damaged. */
export async function fromArchiveFile(file: Blob): Promise<Result<ReadArchive>> {
  try {
    const start = new Uint8Array(await file.slice(0, gzipMagic.length).arrayBuffer());
    const isGzip = gzipMagic.every((byte, i) => start[i] === byte);
    const bytes = file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
    const unpacked = isGzip ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
    return await readArchive(piecesOf(unpacked.pipeThrough(new TextDecoderStream())), makePause());
  } catch {
    return err(words.itIsDamagedOrWasMoved);
  }
}

async function* piecesOf(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function makePause(): () => Promise<void> {
  let rested = performance.now();
  return async () => {
    if (performance.now() - rested < slice) return;
    await nextTask();
    rested = performance.now();
  };
}
