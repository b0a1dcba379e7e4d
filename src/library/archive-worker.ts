import { transferables } from '#src/lib/transfer.ts';
import { fromArchiveFile } from '#src/library/archive-file.ts';

/** The part of a worker's global scope that is used here. */
interface Port {
  onmessage: ((event: MessageEvent<Blob>) => void) | null;
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

/** Reads the archive file that it is sent, and answers with what is in it. */
const port = self as unknown as Port;
port.onmessage = ({ data }) => {
  void fromArchiveFile(data).then((archive) => port.postMessage(archive, transferables(archive)));
};
