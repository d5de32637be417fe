/** Stands in for a decoder: the first byte says whether it answers, hangs or dies. */
import { parentPort } from 'node:worker_threads';
import type { FrameRequest } from '../codecs/frame-decoder.ts';

parentPort?.on('message', ({ bytes }: FrameRequest) => {
  if (bytes[0] === 1) for (;;) Math.sqrt(2);
  if (bytes[0] === 2) throw new Error('a decoder fell over');
  if (bytes[0] === 3) process.exit(7);
  parentPort?.postMessage({ ok: true, value: { values: bytes } });
});
