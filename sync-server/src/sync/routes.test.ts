import { createPublicKey, verify } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import {
  receiptText,
  serverHeader,
  type ChangesAnswer,
  type HaveAnswer,
  type ReceiptsAnswer,
} from '#shared/sync/protocol.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import {
  createTestServer,
  opOf,
  sha256Of,
  slice,
  type TestServer,
} from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

describe('sync/v1', () => {
  it('[RCPT] signs receipts only for bytes that it reads back, under the key of pairing', async () => {
    const { token, hub } = await server.pairDevice();
    const file = await encodeInstance(slice());
    await server.stow([file]);
    const asked = { sha256: [sha256Of(file), 'f'.repeat(64)] };
    const answer = (await (
      await server.post('/sync/v1/receipts', token, asked)
    ).json()) as ReceiptsAnswer;
    expect(answer.missing).toEqual(['f'.repeat(64)]);
    const [receipt] = answer.receipts;
    if (receipt === undefined) throw new Error('no receipt');
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(hub.key.publicKey, 'base64url'),
    ]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const isSigned = (text: string): boolean =>
      verify(null, Buffer.from(text), key, Buffer.from(receipt.sig, 'base64url'));
    expect(isSigned(receiptText(receipt))).toBe(true);
    expect(isSigned(receiptText({ ...receipt, byteLength: receipt.byteLength + 1 }))).toBe(false);
  });

  it.each(['STOW-RS', 'parts'])(
    '[RCPT] asks again for bytes that went bad on the medium, and takes good ones by %s in their place',
    async (way) => {
      const { token } = await server.pairDevice();
      const file = await encodeInstance(slice());
      const sha256 = sha256Of(file);
      const asked = { sha256: [sha256] };
      await server.stow([file]);
      const rotten = Uint8Array.from(file, (byte, at) => (at === 700 ? byte ^ 1 : byte));
      server.rotten.set(sha256, rotten);
      const receipts = async (): Promise<ReceiptsAnswer> =>
        (await (await server.post('/sync/v1/receipts', token, asked)).json()) as ReceiptsAnswer;
      const have = async (): Promise<boolean | undefined> => {
        const answer = (await (
          await server.post('/sync/v1/have', token, asked)
        ).json()) as HaveAnswer;
        return answer.items[0]?.stored;
      };
      expect((await receipts()).missing).toEqual([sha256]);
      expect(await have()).toBe(false);
      const again =
        way === 'parts'
          ? await server.sendPart(token, file, 0, file.byteLength)
          : await server.stow([file]);
      expect(again.status).toBe(way === 'parts' ? 201 : 200);
      expect(await have()).toBe(true);
      expect((await receipts()).receipts).toHaveLength(1);
      expect(await server.deps.archive.index.headSeq()).toBe(1);
    },
  );

  it('takes parts in order, says the true offset, and refuses a part with a wrong digest', async () => {
    const { token } = await server.pairDevice();
    const file = await encodeInstance(slice());
    const sha256 = sha256Of(file);
    const half = Math.floor(file.byteLength / 2);
    expect((await server.sendPart(token, file, 0, half)).status).toBe(204);
    const ahead = await server.sendPart(token, file, half + 1, file.byteLength);
    expect([ahead.status, ahead.headers.get('Upload-Offset')]).toEqual([409, String(half)]);
    expect((await server.sendPart(token, file, half, file.byteLength, file)).status).toBe(460);
    const have = (await (
      await server.post('/sync/v1/have', token, { sha256: [sha256] })
    ).json()) as HaveAnswer;
    expect(have.items).toEqual([{ sha256, stored: false, partOffset: half }]);
    const last = await server.sendPart(token, file, half, file.byteLength);
    expect([last.status, await last.json()]).toEqual([201, { sha256, outcome: 'stored' }]);
  });

  it('numbers operations without gaps, takes repeats quietly, and no other device speaks for this one', async () => {
    const { token } = await server.pairDevice();
    const target = { type: 'mark', id: 'm1', StudyInstanceUID: '1.2' };
    const gap = await server.post('/sync/v1/ops', token, { ops: [opOf(2, 'mark.create', target)] });
    expect([gap.status, ((await gap.json()) as { expectedN: number }).expectedN]).toEqual([409, 1]);
    expect(
      (await server.post('/sync/v1/ops', token, { ops: [opOf(1, 'mark.create', target)] })).status,
    ).toBe(200);
    const again = await server.post('/sync/v1/ops', token, {
      ops: [opOf(1, 'mark.create', target), opOf(2, 'mark.delete', target)],
    });
    expect(
      ((await again.json()) as { results: { outcome: string }[] }).results.map(
        (one) => one.outcome,
      ),
    ).toEqual(['duplicate', 'applied']);
    const other = await server.pairDevice('device2');
    expect(
      (await server.post('/sync/v1/ops', other.token, { ops: [opOf(3, 'mark.delete', target)] }))
        .status,
    ).toBe(403);
  });

  it('feeds instances and operations in one gap-free order, and wakes a waiting device', async () => {
    const { token } = await server.pairDevice();
    const waiting = server.ask('/sync/v1/changes?cursor=0&wait=20', { token });
    await server.stow([await encodeInstance(slice())]);
    const answer = await waiting;
    expect(answer.headers.get(serverHeader)).toBe(server.deps.hub.identity.hubId);
    const page = (await answer.json()) as ChangesAnswer;
    expect(page.rows.map((row) => [row.seq, row.kind])).toEqual([[1, 'instance']]);
  });

  it('tells a device that is revoked while it waits nothing of what came since', async () => {
    const { token, deviceId } = await server.pairDevice();
    const waiting = server.ask('/sync/v1/changes?cursor=0&wait=20', { token });
    const { index } = server.deps.archive;
    const [device] = await index.tokens('device');
    await index.revokeToken(device?.id ?? deviceId, server.deps.now().toISOString());
    await server.stow([await encodeInstance(slice())]);
    const answer = await waiting;
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('instance');
  });

  it.each([
    ['is shorter than what a device was shown', 0],
    ['is as long, with another row at its end', 1],
    ['has grown since, by what others brought', 3],
  ])(
    '[LINK5] begins a new epoch, once, when the index that came back %s',
    async (_, sinceCount) => {
      let { token } = await server.pairDevice();
      await server.stow([await encodeInstance(slice())]);
      const page = async (query: string): Promise<ChangesAnswer> => {
        const answer = await server.ask(`/sync/v1/changes?${query}`, { token });
        return (await answer.json()) as ChangesAnswer;
      };
      const { head, hubEpoch } = await page('cursor=0');
      const seen = `epoch=${hubEpoch}&seen=${head.seq}.${head.mark}`;
      expect((await page(`cursor=1&${seen}`)).hubEpoch).toBe(hubEpoch);

      const older = await createTestServer({ hub: server.deps.hub });
      ({ token } = await older.pairDevice());
      for (let index = 1; index <= sinceCount; index += 1) {
        await older.stow([await encodeInstance(slice(index))]);
      }
      server = older;
      const renewed = (await page(`cursor=1&${seen}`)).hubEpoch;
      expect(renewed).not.toBe(hubEpoch);
      expect((await page(`cursor=1&${seen}`)).hubEpoch).toBe(renewed);
    },
  );

  it('[LINK5] tells a waiting device at once that its epoch has ended, before it waits and while it does', async () => {
    const { token } = await server.pairDevice();
    const { hub } = server.deps;
    const before = hub.identity.hubEpoch;
    const epochOf = async (epoch: string): Promise<string> => {
      const path = `/sync/v1/changes?cursor=0&wait=25&epoch=${epoch}`;
      return ((await (await server.ask(path, { token })).json()) as ChangesAnswer).hubEpoch;
    };
    const waiting = epochOf(before);
    // Let the poll reach its wait.
    await server.ask('/sync/v1/changes?cursor=0', { token });
    const shownMore = `cursor=0&epoch=${before}&seen=7.lost`;
    await server.ask(`/sync/v1/changes?${shownMore}`, { token });
    expect(hub.identity.hubEpoch).not.toBe(before);
    expect(await waiting).toBe(hub.identity.hubEpoch);
    expect(await epochOf(before)).toBe(hub.identity.hubEpoch);
  }, 20_000);

  it.each(['ops', 'receipts'])(
    '[LINK5] finds at %s that what a device was shown is lost, before it gives its word anew',
    async (step) => {
      const { token, hub } = await server.pairDevice();
      const file = await encodeInstance(slice());
      await server.stow([file]);
      const target = { type: 'mark', id: 'm1', StudyInstanceUID: '1.2' };
      const body =
        step === 'ops' ? { ops: [opOf(1, 'mark.create', target)] } : { sha256: [sha256Of(file)] };
      const seen = { hubEpoch: hub.hubEpoch, seq: 1, mark: 'of a row that is lost' };
      const answer = await server.post(`/sync/v1/${step}`, token, { ...body, seen });
      expect(answer.status).toBe(200);
      const { hubEpoch } = server.deps.hub.identity;
      expect(hubEpoch).not.toBe(hub.hubEpoch);
      if (step === 'ops') return;
      const { receipts } = (await answer.json()) as ReceiptsAnswer;
      expect(receipts.map((receipt) => receipt.hubEpoch)).toEqual([hubEpoch]);
    },
  );

  it('hides a rejected study from clients and shows it again when it is restored', async () => {
    const { token } = await server.pairDevice();
    const instance = slice();
    await server.stow([await encodeInstance(instance)]);
    const StudyInstanceUID = textOf(instance.dataset, tags.StudyInstanceUID);
    const target = { type: 'study', id: StudyInstanceUID, StudyInstanceUID };
    const reject = opOf(1, 'study.reject', target, { reason: 'wrong patient', seen: {} });
    await server.post('/sync/v1/ops', token, { ops: [reject] });
    expect(await (await server.ask('/dicom-web/studies')).json()).toEqual([]);
    expect((await server.ask(`/dicom-web/studies/${StudyInstanceUID}`)).status).toBe(404);
    await server.post('/sync/v1/ops', token, {
      ops: [{ ...opOf(2, 'study.restore', target), base: [reject.id] }],
    });
    expect(await (await server.ask('/dicom-web/studies')).json()).toHaveLength(1);
  });
});
