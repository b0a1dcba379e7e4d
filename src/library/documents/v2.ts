import { v1 } from '#src/library/documents/v1.ts';
import type { DocumentVersion } from '#src/library/documents/version.ts';

export const v2: DocumentVersion = {
  number: 2,
  linkKeys: v1.linkKeys,
  upgrade: null,
};
