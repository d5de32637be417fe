import { decodeFrame } from '#shared/codec/decode-frame.ts';
import { fail, ok } from '#shared/failure/result.ts';
import { browserCodecs } from '../../codecs/browser-codecs.ts';
import type { DecodeWorkerRequest, DecodeWorkerResponse, DecodeWorkerTask } from './decode-api.ts';
import { drawThumbnail } from './draw-thumbnail.ts';
import { runSelfTest } from './self-test.ts';

declare const self: DedicatedWorkerGlobalScope;

const codecs = browserCodecs();

/** Does one task; stateless but for the loaded codecs. What is thrown here is a bug and becomes a failure. */
async function answerTo(task: DecodeWorkerTask): Promise<DecodeWorkerResponse['answer']> {
  switch (task.kind) {
    case 'decode':
      return decodeFrame(new Uint8Array(task.bytes), task.image, task.TransferSyntaxUID, codecs, {
        keepCells: task.keepCells,
      });
    case 'thumbnail': {
      const { bytes, image, TransferSyntaxUID } = task;
      const decoded = await decodeFrame(new Uint8Array(bytes), image, TransferSyntaxUID, codecs);
      if (!decoded.ok) return decoded;
      const { dataset, frameIndex, sizeMaxPx } = task;
      return ok(await drawThumbnail(decoded.value, dataset, frameIndex, sizeMaxPx));
    }
    case 'self-test':
      return ok(await runSelfTest(codecs));
  }
}

/** Buffers to hand over instead of copying. */
function transfersOf(answer: DecodeWorkerResponse['answer']): Transferable[] {
  if (!answer.ok) return [];
  const { value } = answer;
  if ('Rows' in value) {
    return value.values.buffer instanceof ArrayBuffer ? [value.values.buffer] : [];
  }
  return 'mediaType' in value ? [value.bytes] : [];
}

self.onmessage = (event: MessageEvent<DecodeWorkerRequest>) => {
  const { id, task } = event.data;
  answerTo(task)
    .catch((error: unknown) =>
      fail({ code: 'DECODE_FAILED' as const, step: 'decode' as const, detail: String(error) }),
    )
    .then((answer) => {
      const response: DecodeWorkerResponse = { id, answer };
      self.postMessage(response, transfersOf(answer));
    })
    .catch((error: unknown) => {
      // Posting failed: the pool sees the crash and answers for this worker.
      queueMicrotask(() => {
        throw error;
      });
    });
};
