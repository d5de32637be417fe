import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { expose } from 'comlink';
import { zipSink } from './export-sink.ts';
import type { PictureZipApi } from './picture-zip-api.ts';

const api: PictureZipApi = {
  async zip(files) {
    // Blobs, not arrays: a browser may keep them on its disk.
    const pieces: Blob[] = [];
    const sink = zipSink((bytes) => {
      pieces.push(new Blob([bytes]));
      return Promise.resolve();
    });
    for (const file of files) await sink.file([file.name], blobSource(file));
    await sink.close();
    return new Blob(pieces, { type: 'application/zip' });
  },
};

function blobSource(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    read: async (byteOffset, byteLength) =>
      new Uint8Array(await blob.slice(byteOffset, byteOffset + byteLength).arrayBuffer()),
  };
}

expose(api);
