import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { tags } from '#shared/dicom/tag.ts';
import { textOf } from '#shared/dicom/element-access.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';

/** 1120 × 1120 of 16 bits: 2 000 files are 5 GB. */
const rows = 1120;
const filesPerStudy = 200;

/** Fills a folder with nested folders of CT slices, and a stray text in each; answers with the bytes of the images. */
export async function writeManyStudies(folder: string, fileCount: number): Promise<number> {
  let byteCount = 0;
  for (let study = 0; study * filesPerStudy < fileCount; study += 1) {
    const count = Math.min(filesPerStudy, fileCount - study * filesPerStudy);
    const seed = `scale ${study}`;
    const slice = ctSlice({
      study: { seed, PatientName: `Scale^${study}` },
      index: 0,
      count,
      rows,
      noise: 40,
    });
    const bytes = Buffer.from(await encodeInstance(slice));
    const uid = textOf(slice.dataset, tags.SOPInstanceUID);
    const places = placesOf(bytes, uid);
    const where = path.join(folder, `DISC${study >> 2}`, `STUDY${study}`, 'IMAGES');
    mkdirSync(where, { recursive: true });
    for (let index = 0; index < count; index += 1) {
      const own = uid.slice(0, -4) + String(1000 + index);
      for (const place of places) bytes.write(own, place, 'latin1');
      // Another picture, too: the same bytes again would be known by their digest.
      bytes.writeUInt16LE(index, bytes.length - 2);
      writeFileSync(path.join(where, `IM${index}`), bytes);
      byteCount += bytes.length;
    }
    writeFileSync(path.join(where, '..', 'readme.txt'), 'not an image');
  }
  return byteCount;
}

/** Writes a clip of `frameCount` frames of a megabyte, one after the other: it never is in memory. */
export async function writeLongClip(file: string, frameCount: number): Promise<number> {
  const clip = usClip({
    study: { seed: 'scale clip', PatientName: 'Long^Clip' },
    rows: 1024,
    columns: 1024,
    frameCount: 1,
  });
  const [frame] = clip.frames;
  if (frame === undefined) throw new Error('the generator made no frame');
  const dataset = {
    ...clip.dataset,
    [tags.NumberOfFrames]: elementOf(tags.NumberOfFrames, frameCount),
  };
  const one = Buffer.from(await encodeInstance({ dataset, frames: [frame] }));
  const head = one.subarray(0, one.length - frame.length);
  head.writeUInt32LE(frame.length * frameCount, head.length - 4);
  mkdirSync(path.dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  stream.write(head);
  const pixels = Buffer.from(frame);
  for (let index = 0; index < frameCount; index += 1) {
    pixels.fill(index & 0xff, 0, 4096);
    if (!stream.write(Buffer.from(pixels))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  return head.length + frame.length * frameCount;
}

function placesOf(bytes: Buffer, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places;
}
