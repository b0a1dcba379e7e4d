// Our engines train in a worker, as they do in the app: a loop that waits for the graphics device may sleep there.

import { type MeasureRequest, measureHere } from './measure-here.ts';

self.onmessage = async ({ data }: MessageEvent<MeasureRequest>) => {
  self.postMessage(await measureHere(data));
};
