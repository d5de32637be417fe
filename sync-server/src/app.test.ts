import { createHash, createPublicKey, verify } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { itemsOf, numberOf, personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import type { Op } from '#shared/sync/op.ts';
import {
  receiptText,
  serverHeader,
  type ChangesAnswer,
  type HaveAnswer,
  type PairAnswer,
  type ReceiptsAnswer,
} from '#shared/sync/protocol.ts';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { ctSlice, type SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { createClientToken, createPairing } from './access/tokens.ts';
import { createChangeSignal, type AppDependencies } from './app-dependencies.ts';
import { createApp } from './app.ts';
import { createMemoryBlobStore } from './archive/blob-store/memory-blob-store.ts';
import { createTransientHub } from './archive/hub-identity.ts';
import { openSqliteIndex } from './archive/index/sqlite-index.ts';

const logged: string[] = [];
let deps: AppDependencies;
let app: Awaited<ReturnType<typeof createApp>>;
let client: string;

beforeEach(async () => {
  logged.length = 0;
  deps = {
    archive: { blobs: createMemoryBlobStore(), index: openSqliteIndex(':memory:') },
    hub: createTransientHub('epoch-1', 'test'),
    now: () => new Date('2026-05-04T10:00:00Z'),
    publicUrl: 'http://satchel.test',
    rateLimitPerSecond: 0,
    secure: false,
    webFolder: null,
    wake: createChangeSignal(),
    log: (event, fields) => logged.push(JSON.stringify({ event, ...fields })),
  };
  app = await createApp(deps);
  client = await createClientToken(deps.archive.index, 'test', deps.now());
});

const seed = {
  seed: 'server',
  PatientName: 'Müller^Änne',
  PatientID: 'P-17',
  AccessionNumber: 'A1',
  StudyDate: '20260503',
};

function slice(index = 0, study: typeof seed = seed): SyntheticInstance {
  return ctSlice({ study, index, count: 3, rows: 16 });
}

function ask(path: string, init: RequestInit & { token?: string | null } = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = init.token === undefined ? client : init.token;
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  return Promise.resolve(app.request(`http://satchel.test${path}`, { ...init, headers }));
}

function multipart(
  parts: readonly Uint8Array[],
  cutBytes = 0,
): { body: Uint8Array<ArrayBuffer>; type: string } {
  const text = (line: string): Uint8Array => new TextEncoder().encode(line);
  const pieces = parts.flatMap((part) => [
    text('--bo=un\r\nContent-Type: application/dicom\r\n\r\n'),
    part,
    text('\r\n'),
  ]);
  const all = Buffer.concat([...pieces, text('--bo=un--\r\n')]);
  return {
    body: Uint8Array.from(all.subarray(0, all.byteLength - cutBytes)),
    type: 'multipart/related; type="application/dicom"; boundary="bo=un"',
  };
}

function stow(
  parts: readonly Uint8Array[],
  path = '/dicom-web/studies',
  cutBytes = 0,
): Promise<Response> {
  const { body, type } = multipart(parts, cutBytes);
  return ask(path, { method: 'POST', body, headers: { 'Content-Type': type } });
}

const post = (path: string, token: string | null, body: unknown): Promise<Response> =>
  ask(path, {
    method: 'POST',
    token,
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function pairDevice(deviceId = 'device1'): Promise<PairAnswer> {
  const code = await createPairing(deps.archive.index, deps.now());
  const answer = await post('/sync/v1/pair', null, { code, deviceId, deviceName: 'tablet' });
  expect(answer.status).toBe(200);
  return (await answer.json()) as PairAnswer;
}

describe('access', () => {
  it('gives nothing of patients to anybody without a token', async () => {
    await stow([await encodeInstance(slice())]);
    for (const path of [
      '/dicom-web/studies',
      '/dicom-web/studies/1.2/metadata',
      '/sync/v1/changes?cursor=0',
    ]) {
      const answer = await ask(path, { token: null });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('Müller');
    }
  });

  it('takes a pairing code once, and not after five wrong tries', async () => {
    const code = await createPairing(deps.archive.index, deps.now());
    const device = { deviceId: 'd', deviceName: 't' };
    expect((await post('/sync/v1/pair', null, { code, ...device })).status).toBe(200);
    expect((await post('/sync/v1/pair', null, { code, ...device })).status).toBe(403);
    const second = await createPairing(deps.archive.index, deps.now());
    for (let i = 0; i < 5; i += 1)
      await post('/sync/v1/pair', null, { code: '00000000', ...device });
    expect((await post('/sync/v1/pair', null, { code: second, ...device })).status).toBe(403);
  });

  it('ends a revoked token at once', async () => {
    const [token] = await deps.archive.index.tokens('client');
    await deps.archive.index.revokeToken(token?.id ?? '', deps.now().toISOString());
    const answer = await ask('/dicom-web/studies');
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'REVOKED' }]);
  });

  it('answers 429 with Retry-After beyond the limit', async () => {
    app = await createApp({ ...deps, rateLimitPerSecond: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await ask('/dicom-web/studies')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  });
});

describe('STOW-RS (PS3.18 10.5)', () => {
  it('stores, names every instance in the answer, and takes the same again as success', async () => {
    const files = [await encodeInstance(slice(0)), await encodeInstance(slice(1))];
    const answer = await stow(files);
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as DicomDataset;
    expect(itemsOf(body, tags.ReferencedSOPSequence)).toHaveLength(2);
    expect((await stow(files)).status).toBe(200);
    expect(await deps.archive.index.headSeq()).toBe(2);
  });

  it('answers 202 when some are refused, 409 when all are, 415 for another type', async () => {
    const junk = new TextEncoder().encode('this is no DICOM at all, whatever it says');
    expect((await stow([await encodeInstance(slice()), junk])).status).toBe(202);
    expect((await stow([junk])).status).toBe(409);
    const html = await ask('/dicom-web/studies', {
      method: 'POST',
      body: 'x',
      headers: { 'Content-Type': 'text/html' },
    });
    expect(html.status).toBe(415);
  });

  it('never says 200 to a body cut short, at any byte of its end', async () => {
    const file = await encodeInstance(slice());
    for (let cut = 1; cut < 40; cut += 1) {
      const answer = await stow([file], '/dicom-web/studies', cut);
      // The last line break belongs to the epilogue and may be missing.
      if (cut > 2) expect(answer.status, `cut ${cut}`).toBe(400);
    }
  });

  it('refuses instances of another study below /studies/{uid}', async () => {
    const answer = await stow([await encodeInstance(slice())], '/dicom-web/studies/1.2.3');
    expect(answer.status).toBe(409);
    expect(await deps.archive.index.headSeq()).toBe(0);
  });

  it('keeps other content under one SOP Instance UID beside the first (decision 16)', async () => {
    const first = slice();
    const renamed = {
      ...first,
      dataset: { ...first.dataset, [tags.PatientName]: elementOf(tags.PatientName, 'OTHER^NAME') },
    };
    const big = '1.2.840.10008.1.2.2';
    await stow([await encodeInstance(first)]);
    await stow([await encodeInstance(first, big)]);
    await stow([await encodeInstance(renamed)]);
    const rows = await deps.archive.index.instancesOfSop(
      textOf(first.dataset, tags.SOPInstanceUID),
    );
    expect(rows.map((row) => row.role)).toEqual(['primary', 'encoding', 'variant']);
    const study = textOf(first.dataset, tags.StudyInstanceUID);
    const [shown] = (await (
      await ask(`/dicom-web/studies?StudyInstanceUID=${study}`)
    ).json()) as DicomDataset[];
    expect(personNameOf(shown ?? {}, tags.PatientName)).toBe('Müller^Änne');
  });
});

describe('QIDO-RS (PS3.18 10.6)', () => {
  it.each([
    ['PatientName=m%C3%BCller*', 1],
    ['PatientName=MULLER%5E*', 1],
    ['PatientID=P-17', 1],
    ['PatientID=p-17', 0],
    ['AccessionNumber=A1&ModalitiesInStudy=CT', 1],
    ['StudyDate=20260501-20260504', 1],
    ['StudyDate=20260504-', 0],
    ['00100020=P-1%3F', 1],
    ['ModalitiesInStudy=MR', 0],
  ])('finds with %s', async (query, count) => {
    await stow([await encodeInstance(slice(0)), await encodeInstance(slice(1))]);
    const found = (await (await ask(`/dicom-web/studies?${query}`)).json()) as DicomDataset[];
    expect(found).toHaveLength(count);
    if (count === 1) expect(numberOf(found[0] ?? {}, tags.NumberOfStudyRelatedInstances)).toBe(2);
  });

  it('pages without repeating or skipping a row', async () => {
    const files: Uint8Array[] = [];
    for (let i = 0; i < 7; i += 1)
      files.push(
        await encodeInstance(
          slice(0, { ...seed, seed: `s${i}`, StudyDate: i % 2 === 0 ? '20260101' : '20260102' }),
        ),
      );
    await stow(files);
    const seen: string[] = [];
    for (let offset = 0; offset < 8; offset += 2) {
      const page = (await (
        await ask(`/dicom-web/studies?limit=2&offset=${offset}`)
      ).json()) as DicomDataset[];
      seen.push(...page.map((study) => textOf(study, tags.StudyInstanceUID)));
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('answers 400 to a limit that is no number, and [] to no match', async () => {
    expect((await ask('/dicom-web/studies?limit=x')).status).toBe(400);
    const none = await ask('/dicom-web/studies?PatientID=nobody');
    expect([none.status, await none.text()]).toEqual([200, '[]']);
  });
});

describe('WADO-RS (PS3.18 10.4)', () => {
  async function stored(
    syntax?: string,
  ): Promise<{ file: Uint8Array; path: string; frame: Uint8Array }> {
    const instance = slice();
    const file = await encodeInstance(instance, syntax);
    await stow([file]);
    const uid = (tag: string): string => textOf(instance.dataset, tag);
    const path = `/dicom-web/studies/${uid(tags.StudyInstanceUID)}/series/${uid(tags.SeriesInstanceUID)}/instances/${uid(tags.SOPInstanceUID)}`;
    return { file, path, frame: instance.frames[0] ?? new Uint8Array(0) };
  }
  const bytesOf = async (answer: Response): Promise<Uint8Array> =>
    new Uint8Array(await answer.arrayBuffer());
  const any = { Accept: 'application/dicom; transfer-syntax=*' };

  it('gives back the stored bytes for transfer-syntax=*, whole and by range', async () => {
    const { file, path } = await stored('1.2.840.10008.1.2');
    expect(await bytesOf(await ask(path, { headers: any }))).toEqual(file);
    const part = await ask(path, { headers: { ...any, Range: 'bytes=100-' } });
    expect([part.status, await bytesOf(part)]).toEqual([206, file.subarray(100)]);
  });

  it.each([
    '1.2.840.10008.1.2',
    '1.2.840.10008.1.2.2',
    '1.2.840.10008.1.2.1.99',
    '1.2.840.10008.1.2.5',
  ])(
    'gives Explicit VR Little Endian by default for what is stored as %s (8.7.3)',
    async (syntax) => {
      const { path, frame } = await stored(syntax);
      const answer = await ask(path, { headers: { Accept: 'application/dicom' } });
      expect(answer.status).toBe(200);
      const bytes = await bytesOf(answer);
      const parsed = await parsePart10(memoryByteSource(bytes));
      expect(parsed.ok && parsed.value.TransferSyntaxUID).toBe('1.2.840.10008.1.2.1');
      const pixel = parsed.ok ? parsed.value.pixel : null;
      expect(
        bytes.subarray(pixel?.byteOffset, (pixel?.byteOffset ?? 0) + frame.byteLength),
      ).toEqual(frame);
    },
  );

  it('gives frames decoded, and 404 beyond the last', async () => {
    const { path, frame } = await stored('1.2.840.10008.1.2.5');
    const answer = await ask(`${path}/frames/1`, {
      headers: { Accept: 'application/octet-stream' },
    });
    expect(await bytesOf(answer)).toEqual(frame);
    expect((await ask(`${path}/frames/2`)).status).toBe(404);
    expect((await ask(`${path}/frames/0`)).status).toBe(400);
  });

  it('gives metadata as JSON in ISO_IR 192', async () => {
    const { path } = await stored();
    const [json] = (await (await ask(`${path}/metadata`)).json()) as DicomDataset[];
    expect(personNameOf(json ?? {}, tags.PatientName)).toBe('Müller^Änne');
    expect(textOf(json ?? {}, tags.SpecificCharacterSet)).toBe('ISO_IR 192');
  });

  it('answers 406 to what it cannot give and 404 to what it has not', async () => {
    const { path } = await stored();
    expect((await ask(path, { headers: { Accept: 'image/gif' } })).status).toBe(406);
    expect((await ask('/dicom-web/studies/1.2.3')).status).toBe(404);
  });
});

describe('sync/v1', () => {
  const op = (n: number, kind: string, target: Op['target'], value: unknown = {}): Op => ({
    id: `device1.e1.${n}`,
    user: { id: 'u', name: 'Dr. Test', profession: 'physician' },
    hlc: `1777888999000-0000-device1`,
    target,
    kind,
    field: '',
    value,
    base: [],
  });

  it('[RCPT] signs receipts only for bytes that it reads back, under the key of pairing', async () => {
    const { token, hub } = await pairDevice();
    const file = await encodeInstance(slice());
    await stow([file]);
    const asked = { sha256: [sha256Of(file), 'f'.repeat(64)] };
    const answer = (await (await post('/sync/v1/receipts', token, asked)).json()) as ReceiptsAnswer;
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

  it('takes parts in order, says the true offset, and refuses a part with a wrong digest', async () => {
    const { token } = await pairDevice();
    const file = await encodeInstance(slice());
    const sha256 = sha256Of(file);
    const half = Math.floor(file.byteLength / 2);
    const patch = (
      from: number,
      to: number,
      digestOf = file.subarray(from, to),
    ): Promise<Response> =>
      ask(`/sync/v1/blobs/${sha256}`, {
        method: 'PATCH',
        token,
        body: Uint8Array.from(file.subarray(from, to)),
        headers: {
          'Upload-Offset': String(from),
          'Upload-Length': String(file.byteLength),
          'Content-Digest': `sha-256=:${createHash('sha256').update(digestOf).digest('base64')}:`,
        },
      });
    expect((await patch(0, half)).status).toBe(204);
    const ahead = await patch(half + 1, file.byteLength);
    expect([ahead.status, ahead.headers.get('Upload-Offset')]).toEqual([409, String(half)]);
    expect((await patch(half, file.byteLength, file)).status).toBe(460);
    const have = (await (
      await post('/sync/v1/have', token, { sha256: [sha256] })
    ).json()) as HaveAnswer;
    expect(have.items).toEqual([{ sha256, stored: false, partOffset: half }]);
    const last = await patch(half, file.byteLength);
    expect([last.status, await last.json()]).toEqual([201, { sha256, outcome: 'stored' }]);
  });

  it('numbers operations without gaps, takes repeats quietly, and no other device speaks for this one', async () => {
    const { token } = await pairDevice();
    const target = { type: 'mark', id: 'm1', StudyInstanceUID: '1.2' };
    const gap = await post('/sync/v1/ops', token, { ops: [op(2, 'mark.create', target)] });
    expect([gap.status, ((await gap.json()) as { expectedN: number }).expectedN]).toEqual([409, 1]);
    expect(
      (await post('/sync/v1/ops', token, { ops: [op(1, 'mark.create', target)] })).status,
    ).toBe(200);
    const again = await post('/sync/v1/ops', token, {
      ops: [op(1, 'mark.create', target), op(2, 'mark.delete', target)],
    });
    expect(
      ((await again.json()) as { results: { outcome: string }[] }).results.map(
        (one) => one.outcome,
      ),
    ).toEqual(['duplicate', 'applied']);
    const other = await pairDevice('device2');
    expect(
      (await post('/sync/v1/ops', other.token, { ops: [op(3, 'mark.delete', target)] })).status,
    ).toBe(403);
  });

  it('feeds instances and operations in one gap-free order, and wakes a waiting device', async () => {
    const { token } = await pairDevice();
    const waiting = ask('/sync/v1/changes?cursor=0&wait=20', { token });
    await stow([await encodeInstance(slice())]);
    const answer = await waiting;
    expect(answer.headers.get(serverHeader)).toBe(deps.hub.identity.hubId);
    const page = (await answer.json()) as ChangesAnswer;
    expect(page.rows.map((row) => [row.seq, row.kind])).toEqual([[1, 'instance']]);
  });

  it('[FEED] begins a new epoch when a device has seen numbers that the index lost, once', async () => {
    const { token } = await pairDevice();
    await stow([await encodeInstance(slice())]);
    const ahead = async (epoch: string): Promise<string> => {
      const answer = await ask(`/sync/v1/changes?cursor=9&epoch=${epoch}`, { token });
      return ((await answer.json()) as ChangesAnswer).hubEpoch;
    };
    const renewed = await ahead('epoch-1');
    expect(renewed).not.toBe('epoch-1');
    expect(await ahead('epoch-1')).toBe(renewed);
    const within = await ask(`/sync/v1/changes?cursor=1&epoch=${renewed}`, { token });
    expect(((await within.json()) as ChangesAnswer).hubEpoch).toBe(renewed);
  });

  it('hides a rejected study from clients and shows it again when it is restored', async () => {
    const { token } = await pairDevice();
    const instance = slice();
    await stow([await encodeInstance(instance)]);
    const StudyInstanceUID = textOf(instance.dataset, tags.StudyInstanceUID);
    const target = { type: 'study', id: StudyInstanceUID, StudyInstanceUID };
    const reject = op(1, 'study.reject', target, { reason: 'wrong patient', seen: {} });
    await post('/sync/v1/ops', token, { ops: [reject] });
    expect(await (await ask('/dicom-web/studies')).json()).toEqual([]);
    expect((await ask(`/dicom-web/studies/${StudyInstanceUID}`)).status).toBe(404);
    await post('/sync/v1/ops', token, {
      ops: [{ ...op(2, 'study.restore', target), base: [reject.id] }],
    });
    expect(await (await ask('/dicom-web/studies')).json()).toHaveLength(1);
  });
});

describe('logs', () => {
  it('hold nothing of a patient, whatever is asked', async () => {
    await stow([await encodeInstance(slice())]);
    await ask('/dicom-web/studies?PatientName=M%C3%BCller%5E%C3%84nne&PatientID=P-17');
    await ask('/dicom-web/studies/P-17/series/Müller');
    expect(logged.join('\n')).not.toMatch(/M[üu]ller|P-17/i);
  });
});
