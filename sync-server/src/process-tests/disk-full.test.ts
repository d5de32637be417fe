import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { itemsOf, numberOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { createMemoryBlobStore } from '../archive/blob-store/memory-blob-store.ts';
import { openSqliteIndex } from '../archive/index/sqlite-index.ts';
import { fullBlobStore, type WriteStep } from '../testing/full-blob-store.ts';
import { digestReadBack, pairWith, receiptsOf, stowTo } from '../testing/process-client.ts';
import { createTestServer, sha256Of, slice } from '../testing/test-server.ts';

const outOfResources = 0xa700;

describe('a medium without room', () => {
  it.each(['append', 'seal', 'commit'] as const)(
    'at %s: the instance is refused with its reason, nothing is acknowledged, and later it is stored',
    async (step) => {
      let fullAt: WriteStep | null = step;
      const blobs = fullBlobStore(createMemoryBlobStore(), () => fullAt);
      const server = await createTestServer({
        archive: { blobs, index: openSqliteIndex(':memory:') },
      });
      const file = await encodeInstance(slice());
      const answer = await server.stow([file]);
      expect(answer.status).toBe(409);
      const body = (await answer.json()) as DicomDataset;
      const [failed] = [tags.FailedSOPSequence, tags.OtherFailuresSequence].flatMap((tag) =>
        itemsOf(body, tag),
      );
      expect(numberOf(failed ?? {}, tags.FailureReason)).toBe(outOfResources);
      expect(await server.deps.archive.index.headSeq()).toBe(0);
      fullAt = null;
      expect((await server.stow([file])).status).toBe(200);
    },
  );

  it.each(['part', 'commit'] as const)(
    'at the %s of an upload: 507, and the upload goes on from where it was safe',
    async (step) => {
      let fullAt: WriteStep | null = step;
      const blobs = fullBlobStore(createMemoryBlobStore(), () => fullAt);
      const server = await createTestServer({
        archive: { blobs, index: openSqliteIndex(':memory:') },
      });
      const { token } = await server.pairDevice();
      const file = await encodeInstance(slice());
      expect((await server.sendPart(token, file, 0, file.byteLength)).status).toBe(507);
      fullAt = null;
      expect((await server.sendPart(token, file, 0, file.byteLength)).status).toBe(201);
    },
  );
});

/** A small disk of its own, where this account may make one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

const disk = process.platform === 'linux' ? mountSmallDisk() : null;
const name =
  disk === null ? 'a real small disk (skipped: only root may mount one)' : 'a real small disk';

describe.skipIf(disk === null)(name, () => {
  const folder = disk ?? '';
  let server: SatchelServer;
  beforeAll(async () => {
    server = await createSatchelServer({ SATCHEL_DATA: path.join(folder, 'data') });
    await server.start();
  }, 60_000);
  afterEach(() => rmSync(path.join(folder, 'filler'), { force: true }));
  afterAll(async () => {
    await server.dispose();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses politely when it is full, keeps every promise, and goes on when there is room again', async () => {
    const token = await pairWith(server);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(path.join(folder, 'filler'), new Uint8Array(bavail * bsize - 2_000_000));
    const files = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        encodeInstance(ctSlice({ study: { seed: 'full' }, index, count: 10, rows: 512 })),
      ),
    );
    const stored: string[] = [];
    const refused: Uint8Array[] = [];
    for (const file of files) {
      const answer = await stowTo(server, token, file);
      if (answer.status === 200) stored.push(sha256Of(file));
      else refused.push(file);
      expect([200, 409]).toContain(answer.status);
    }
    expect(refused.length).toBeGreaterThan(0);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await receiptsOf(server, token, stored)).missing).toEqual([]);
    for (const sha256 of stored) expect(await digestReadBack(server, token, sha256)).toBe(sha256);
    rmSync(path.join(folder, 'filler'));
    for (const file of refused) expect((await stowTo(server, token, file)).status).toBe(200);
    expect(server.output()).not.toMatch(/"fault"/);
  }, 120_000);
});
