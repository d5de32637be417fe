import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HaveAnswer } from '#shared/sync/protocol.ts';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import {
  digestReadBack,
  pairWith,
  patchTo,
  receiptsOf,
  stowTo,
} from '../testing/process-client.ts';
import { sha256Of, slice } from '../testing/test-server.ts';

let server: SatchelServer;
let token: string;
let sentCount = 0;
beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
  token = await pairWith(server);
}, 60_000);
afterAll(() => server.dispose());

const damages: [string, (file: string) => void][] = [
  [
    'with one bit turned',
    (file) => {
      const bytes = readFileSync(file);
      bytes[700] = (bytes[700] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
  ],
  ['cut to half', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['empty', (file) => truncateSync(file, 0)],
  ['gone', (file) => rmSync(file)],
];

describe.each(damages)('a stored file, now %s on the disk,', (_, damage) => {
  it.each([
    ['STOW-RS', 1],
    ['one part', 1],
    ['three parts', 3],
  ])(
    '[RCPT] is replaced when its bytes are sent again by %s',
    async (way, partCount) => {
      const file = await encodeInstance(slice(sentCount++));
      const sha256 = sha256Of(file);
      const onDisk = path.join(
        server.dataFolder,
        'blobs',
        sha256.slice(0, 2),
        sha256.slice(2, 4),
        sha256,
      );
      expect((await stowTo(server, token, file)).status).toBe(200);
      damage(onDisk);

      // Nobody has looked yet: the device offers the bytes again for reasons of its own.
      const partBytes = Math.ceil(file.byteLength / partCount);
      const statuses: number[] = [];
      if (way === 'STOW-RS') statuses.push((await stowTo(server, token, file)).status);
      else
        for (let at = 0; at < file.byteLength; at += partBytes)
          statuses.push((await patchTo(server, token, file, at, partBytes)).status);
      expect(statuses.at(-1)).toBe(way === 'STOW-RS' ? 200 : 201);

      expect(readFileSync(onDisk).equals(file)).toBe(true);
      expect(await digestReadBack(server, token, sha256)).toBe(sha256);
      expect((await receiptsOf(server, token, [sha256])).receipts).toHaveLength(1);
      const have = await fetch(`${server.url}/sync/v1/have`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify({ sha256: [sha256] }),
      });
      const { items } = (await have.json()) as HaveAnswer;
      expect(items).toEqual([{ sha256, stored: true, partOffset: 0 }]);
    },
    60_000,
  );
});
