import { afterEach, expect, it } from 'vitest';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import {
  digestReadBack,
  pairWith,
  patchTo,
  receiptsOf,
  stowTo,
} from '../testing/process-client.ts';
import { sha256Of } from '../testing/test-server.ts';

let server: SatchelServer | null = null;
afterEach(async () => {
  await server?.dispose();
  server = null;
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What was acknowledged is there, what has a receipt reads back bit for bit. */
async function expectTruth(
  running: SatchelServer,
  token: string,
  sent: readonly string[],
  acknowledged: readonly string[],
): Promise<void> {
  const { receipts, missing } = await receiptsOf(running, token, sent);
  expect(missing.filter((sha256) => acknowledged.includes(sha256))).toEqual([]);
  for (const { sha256 } of receipts)
    expect(await digestReadBack(running, token, sha256)).toBe(sha256);
}

it('[STORE] a server killed at any instant of STOW-RS gives no receipt without bytes and keeps what it acknowledged', async () => {
  server = await createSatchelServer();
  await server.start();
  const running = server;
  const token = await pairWith(server);
  const acknowledged: string[] = [];
  const sent: string[] = [];
  const rounds = 10;
  for (let round = 0; round < rounds; round += 1) {
    const files = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        encodeInstance(ctSlice({ study: { seed: `kill ${round}` }, index, count: 12, rows: 64 })),
      ),
    );
    sent.push(...files.map(sha256Of));
    const sending = files.map((file) =>
      stowTo(running, token, file).then(
        (answer) => void (answer.status === 200 && acknowledged.push(sha256Of(file))),
        () => undefined,
      ),
    );
    // A different instant each round, from before the first write to after the last answer.
    if (round === rounds - 1) await Promise.all(sending);
    else await pause(round * 17);
    await server.kill();
    await Promise.all(sending);
    await server.start();
    await expectTruth(server, token, sent, acknowledged);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(12);
  expect(server.output()).not.toContain(token);
}, 240_000);

it('[PART] an upload in parts that is killed again and again goes on where it was safe, and ends whole', async () => {
  server = await createSatchelServer();
  await server.start();
  const token = await pairWith(server);
  const file = await encodeInstance(
    ctSlice({ study: { seed: 'parts' }, index: 0, count: 1, rows: 256 }),
  );
  const sha256 = sha256Of(file);
  const partBytes = Math.ceil(file.byteLength / 9);
  let safe = 0;
  let kills = 0;
  let isStored = false;
  while (!isStored) {
    const head = await fetch(`${server.url}/sync/v1/blobs/${sha256}`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${token}` },
    });
    const offset = Number(head.headers.get('Upload-Offset'));
    // Never less than what was acknowledged, at most the one part more whose answer was lost.
    expect([0, partBytes]).toContain(offset - safe);
    safe = offset;
    const running = server;
    const sending = (async (): Promise<void> => {
      while (!isStored) {
        const answer = await patchTo(running, token, file, safe, partBytes);
        if (answer.status === 201) isStored = true;
        else if (answer.status !== 204) throw new Error(`part: ${answer.status}`);
        else safe += partBytes;
      }
    })().catch(() => undefined);
    // The first kills come in the middle of a part, later ones let more pass.
    if (kills < 8) {
      await pause(kills * 9);
      await server.kill();
      kills += 1;
      await sending;
      isStored = false;
      await server.start();
      const { receipts } = await receiptsOf(server, token, [sha256]);
      for (const receipt of receipts)
        expect(await digestReadBack(server, token, receipt.sha256)).toBe(sha256);
      if (receipts.length > 0) isStored = true;
    } else await sending;
  }
  await expectTruth(server, token, [sha256], [sha256]);
}, 240_000);
