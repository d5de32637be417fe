/** A thread that decodes one frame after the other: a codestream that hangs or crashes a decoder takes nothing else along. */
import { parentPort } from 'node:worker_threads';
import { decodeFrame } from '#shared/codec/decode-frame.ts';
import type { FrameRequest } from './frame-decoder.ts';
import { serverCodecs } from './server-codecs.ts';

const codecs = serverCodecs();

async function answer({ bytes, image, TransferSyntaxUID }: FrameRequest): Promise<void> {
  // Whole cells: overlay planes may live in the bits above Bits Stored.
  const decoded = await decodeFrame(bytes, image, TransferSyntaxUID, codecs, { keepCells: true });
  const { buffer } = decoded.ok ? decoded.value.values : new Uint8Array(0);
  parentPort?.postMessage(decoded, buffer instanceof ArrayBuffer ? [buffer] : []);
}

parentPort?.on('message', (request: FrameRequest) => {
  answer(request).catch((error: unknown) => {
    // An exception of a decoder leaves it in an unknown state: this thread ends with it.
    throw error;
  });
});
