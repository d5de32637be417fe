import type { CodecSet } from '#shared/codec/codec-set.ts';
import { decodeFrame } from '#shared/codec/decode-frame.ts';
import { selfTestImages } from '#shared/codec/self-test-images.ts';
import type { SelfTestImage } from '#shared/codec/self-test-images.ts';
import type { SelfTestLine } from './decode-api.ts';

/** Decodes each embedded test image and compares every pixel; one line for each codec, in their order. */
export async function runSelfTest(codecs: CodecSet): Promise<readonly SelfTestLine[]> {
  const lines: SelfTestLine[] = [];
  for (const test of selfTestImages()) lines.push(await testOne(test, codecs));
  return lines;
}

async function testOne(test: SelfTestImage, codecs: CodecSet): Promise<SelfTestLine> {
  const { codec, bytes, image, TransferSyntaxUID, expected, tolerance } = test;
  const decoded = await decodeFrame(bytes.slice(), image, TransferSyntaxUID, codecs);
  if (!decoded.ok) {
    return { codec, ok: false, detail: decoded.failure.detail ?? decoded.failure.code };
  }
  const { values } = decoded.value;
  let worst = 0;
  for (const [index, value] of expected.entries()) {
    worst = Math.max(worst, Math.abs(value - (values[index] ?? Infinity)));
  }
  const isRight = values.length === expected.length && worst <= tolerance;
  return { codec, ok: isRight, detail: isRight ? '' : `off by ${worst}` };
}
