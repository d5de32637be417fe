import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { PairAnswer, ReceiptsAnswer } from '#shared/sync/protocol.ts';
import { createSatchelServer, type SatchelServer } from '../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';

let server: SatchelServer | null = null;
afterEach(async () => {
  await server?.dispose();
  server = null;
});

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function pair(running: SatchelServer): Promise<string> {
  const [code] = (await running.satchel('pair')).split('\n');
  const body = JSON.stringify({ code, deviceId: 'device1', deviceName: 'tablet' });
  const answer = await fetch(`${running.url}/sync/v1/pair`, { method: 'POST', body });
  return ((await answer.json()) as PairAnswer).token;
}

async function receiptsOf(
  running: SatchelServer,
  token: string,
  sha256: readonly string[],
): Promise<ReceiptsAnswer> {
  const answer = await fetch(`${running.url}/sync/v1/receipts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ sha256 }),
  });
  return (await answer.json()) as ReceiptsAnswer;
}

it('[STORE] a server killed at any instant of STOW-RS gives no receipt without bytes and keeps what it acknowledged', async () => {
  server = await createSatchelServer();
  await server.start();
  const token = await pair(server);
  const acknowledged: string[] = [];
  const sent: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const sending: Promise<void>[] = [];
    for (let index = 0; index < 12; index += 1) {
      const file = await encodeInstance(
        ctSlice({ study: { seed: `kill ${round}` }, index, count: 12, rows: 64 }),
      );
      const sha256 = sha256Of(file);
      sent.push(sha256);
      const request = fetch(`${server.url}/dicom-web/studies`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/dicom' },
        body: Uint8Array.from(file),
      });
      sending.push(
        request.then(
          (answer) => void (answer.status === 200 && acknowledged.push(sha256)),
          () => undefined,
        ),
      );
    }
    // A different instant each round, from before the first write to after the last answer.
    if (round === 5) await Promise.all(sending);
    else await new Promise((resolve) => setTimeout(resolve, round * 90));
    await server.kill();
    await Promise.all(sending);
    await server.start();
    const { receipts, missing } = await receiptsOf(server, token, sent);
    expect(missing.filter((sha256) => acknowledged.includes(sha256))).toEqual([]);
    for (const { sha256, byteLength } of receipts) {
      const file = path.join(
        server.dataFolder,
        'blobs',
        sha256.slice(0, 2),
        sha256.slice(2, 4),
        sha256,
      );
      const bytes = readFileSync(file);
      expect([sha256Of(bytes), bytes.byteLength]).toEqual([sha256, byteLength]);
    }
  }
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(server.output()).not.toContain(token);
}, 120_000);

it('refuses a second server on the same data folder, and a wrong value of the environment, each with a sentence', async () => {
  server = await createSatchelServer();
  await server.start();
  const second = await createSatchelServer({ SATCHEL_DATA: server.dataFolder });
  await expect(second.start()).rejects.toThrow(/Another Satchel server is using/);
  await second.dispose();
  const wrong = await createSatchelServer({ SATCHEL_PORT: 'eighty' });
  await expect(wrong.start()).rejects.toThrow(/SATCHEL_PORT must be a whole number/);
  await wrong.dispose();
}, 60_000);
