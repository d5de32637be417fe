import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { itemsOf, textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf, writePart10 } from '#shared/dicom/write-part10.ts';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { stowTo } from '../testing/process-client.ts';
import { createTestServer, multipartOf, slice } from '../testing/test-server.ts';

/** Sends text as it is and answers with what comes back until the connection ends, or for `waitMs`. */
function raw(port: number, text: string, waitMs = 10_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => (answer += piece));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    socket.write(text, 'latin1');
  });
}

describe('a server that is treated badly goes on', () => {
  let server: SatchelServer;
  let token: string;
  let port: number;
  beforeAll(async () => {
    server = await createSatchelServer();
    await server.start();
    token = (await server.satchel('token', '--label', 'hostile')).trim();
    port = Number(new URL(server.url).port);
  }, 60_000);
  afterAll(() => server.dispose());
  afterEach(async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const fresh = await encodeInstance(slice(1));
    expect((await stowTo(server, token, fresh)).status).toBe(200);
  });
  const headers = (): Record<string, string> => ({ Authorization: `Bearer ${token}` });

  it('500 sequences one in the other', async () => {
    const { dataset, frames } = slice();
    let inner: DicomDataset = { [tags.CodeMeaning]: elementOf(tags.CodeMeaning, 'end') };
    for (let depth = 0; depth < 500; depth += 1)
      inner = { [tags.ReferencedSOPSequence]: { vr: 'SQ', Value: [inner] } };
    const file = await encodeInstance({ dataset: { ...dataset, ...inner }, frames });
    const answer = await stowTo(server, token, file);
    expect([200, 409]).toContain(answer.status);
    if (answer.status !== 200) return;
    const study = textOf(dataset, tags.StudyInstanceUID);
    for (const below of ['/metadata', ''])
      await fetch(`${server.url}/dicom-web/studies/${study}${below}`, { headers: headers() });
  }, 60_000);

  it('a header that claims 10^12 pixels', async () => {
    const { dataset, frames } = slice(2);
    const claims: [string, number][] = [
      [tags.Rows, 65_535],
      [tags.Columns, 65_535],
      [tags.NumberOfFrames, 1000],
    ];
    const huge = Object.fromEntries(claims.map(([tag, value]) => [tag, elementOf(tag, value)]));
    for (const syntax of ['1.2.840.10008.1.2', '1.2.840.10008.1.2.4.90']) {
      const uid = `1.2.826.0.1.${syntax.length}`;
      const content = {
        ...dataset,
        ...huge,
        [tags.SOPInstanceUID]: elementOf(tags.SOPInstanceUID, uid),
      };
      const file =
        syntax === '1.2.840.10008.1.2'
          ? await encodeInstance({ dataset: content, frames }, syntax)
          : writePart10({ TransferSyntaxUID: syntax, dataset: content, frames });
      expect((await stowTo(server, token, file)).status).toBe(200);
      const place = [tags.StudyInstanceUID, tags.SeriesInstanceUID].map((tag) =>
        textOf(dataset, tag),
      );
      const path = `/dicom-web/studies/${place[0]}/series/${place[1]}/instances/${uid}`;
      const whole = await fetch(server.url + path, {
        headers: { ...headers(), Accept: 'application/dicom' },
      });
      expect(whole.status).toBe(406);
      const frame = await fetch(`${server.url}${path}/frames/1`, {
        headers: { ...headers(), Accept: 'application/octet-stream' },
      });
      expect(frame.status).toBe(406);
    }
  }, 60_000);

  it('headers of 100 kB, and a thousand of them', async () => {
    const start = 'GET /healthz HTTP/1.1\r\nHost: x\r\n';
    expect(await raw(port, `${start}X-A: ${'a'.repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/,
    );
    const many = Array.from({ length: 3000 }, (_, i) => `X-${i}: aaaaaaaaaaaaaaaa\r\n`).join('');
    expect(await raw(port, `${start}${many}\r\n`)).toMatch(/^HTTP\/1.1 431/);
  }, 60_000);

  it.each([
    ['both lengths and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 50\r\n'],
    ['a length that is none', 'Content-Length: 0x10\r\n'],
    ['chunks that are hidden', 'Transfer-Encoding: xchunked\r\n'],
  ])(
    'a message with %s: the second request inside is not answered',
    async (_name, lines) => {
      const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
      const text = `POST /sync/v1/pair HTTP/1.1\r\nHost: x\r\n${lines}\r\n0\r\n\r\n${smuggled}`;
      const answer = await raw(port, text, 3000);
      expect(answer.match(/HTTP\/1\.1/g) ?? []).toHaveLength(1);
      expect(answer).toMatch(/^HTTP\/1\.1 400/);
    },
    60_000,
  );

  it('a body that announces more than it has stores nothing', async () => {
    const file = await encodeInstance(slice(0, { ...seedOf('cut') }));
    const head = `POST /dicom-web/studies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/dicom\r\nContent-Length: ${file.byteLength + 100}\r\n\r\n`;
    const before = await fetch(`${server.url}/dicom-web/studies?PatientID=cut`, {
      headers: headers(),
    });
    await raw(port, head + Buffer.from(file).toString('latin1'), 1000);
    const after = await fetch(`${server.url}/dicom-web/studies?PatientID=cut`, {
      headers: headers(),
    });
    expect([await before.text(), await after.text()]).toEqual(['[]', '[]']);
  }, 60_000);

  it('a thousand instances in one request are all stored', async () => {
    const uids = Array.from({ length: 1000 }, (_, index) => `1.2.826.0.2.${index}`);
    const { dataset, frames } = slice();
    const files = await Promise.all(
      uids.map((uid) => {
        const own = { [tags.SOPInstanceUID]: elementOf(tags.SOPInstanceUID, uid) };
        return encodeInstance({ dataset: { ...dataset, ...own }, frames });
      }),
    );
    const { body, type } = multipartOf(files);
    const answer = await fetch(`${server.url}/dicom-web/studies`, {
      method: 'POST',
      headers: { ...headers(), 'Content-Type': type },
      body,
    });
    expect(answer.status).toBe(200);
    const stored = itemsOf((await answer.json()) as DicomDataset, tags.ReferencedSOPSequence);
    expect(stored.map((item) => textOf(item, tags.ReferencedSOPInstanceUID)).toSorted()).toEqual(
      uids.toSorted(),
    );
  }, 120_000);

  it('an instance of 700 MB, cut off once and then sent whole', async () => {
    const { dataset } = slice();
    const uid = '1.2.826.0.3';
    const pieceCount = 700;
    const piece = new Uint8Array(1024 * 1024).fill(7);
    const pixels = writePart10({
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      dataset: { ...dataset, [tags.SOPInstanceUID]: elementOf(tags.SOPInstanceUID, uid) },
      pixelBytes: piece,
    });
    const head = pixels.slice(0, -piece.byteLength);
    new DataView(head.buffer).setUint32(head.byteLength - 4, piece.byteLength * pieceCount, true);
    const send = async (count: number): Promise<number> => {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(head),
        pull(controller) {
          if (sent === count && count < pieceCount) controller.error(new Error('no network'));
          else if (sent === count) controller.close();
          else controller.enqueue(piece);
          sent += 1;
        },
      });
      const type = { 'Content-Type': 'application/dicom' };
      const init = { method: 'POST', headers: { ...headers(), ...type }, duplex: 'half', body };
      return fetch(`${server.url}/dicom-web/studies`, init as RequestInit).then(
        (answer) => answer.status,
        () => 0,
      );
    };
    expect(await send(100)).toBe(0);
    expect(await send(pieceCount)).toBe(200);
    await vi.waitFor(() => expect(readdirSync(`${server.dataFolder}/incoming`)).toEqual([]));
  }, 240_000);

  it('UIDs that are paths make no file anywhere', async () => {
    const { dataset, frames } = slice();
    for (const uid of ['../../../tmp/evil', '/etc/passwd', '..', '1.2/../3'])
      for (const tag of [tags.StudyInstanceUID, tags.SeriesInstanceUID, tags.SOPInstanceUID]) {
        const changed = { ...dataset, [tag]: elementOf(tag, uid) };
        const answer = await stowTo(
          server,
          token,
          await encodeInstance({ dataset: changed, frames }),
        );
        expect(answer.status).toBe(409);
      }
    const names = readdirSync(`${server.dataFolder}/blobs`, { recursive: true }).map(String);
    expect(
      names.filter((one) => !/^[0-9a-f]{2}(\/[0-9a-f]{2}(\/[0-9a-f]{64})?)?$/.test(one)),
    ).toEqual([]);
    expect(readdirSync(`${server.dataFolder}/incoming`)).toEqual([]);
  }, 60_000);

  it.skipIf(process.platform !== 'linux')('and all that in bounded memory, without a fault', () => {
    const pid = /^\d+$/;
    const own = readdirSync('/proc').find(
      (name) => pid.test(name) && isOurs(name, server.dataFolder),
    );
    const status = readFileSync(`/proc/${own}/status`, 'utf8');
    expect(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024).toBeLessThan(600);
    expect(server.output()).not.toMatch(/"fault"/);
  });
});

function isOurs(pid: string, dataFolder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SATCHEL_DATA=${dataFolder}\0`);
  } catch {
    return false;
  }
}

function seedOf(PatientID: string) {
  return {
    seed: PatientID,
    PatientName: 'A^B',
    PatientID,
    AccessionNumber: '1',
    StudyDate: '20260101',
  };
}

describe('a sender that goes silent', () => {
  let listening: ServerType | null = null;
  afterEach(() => void listening?.close());

  it.each(['/sync/v1/pair', '/dicom-web/studies'])(
    'is answered 408 at %s and loses its connection',
    async (path) => {
      const server = await createTestServer({ stallTimeoutMs: 300 });
      const port = await new Promise<number>((resolve) => {
        listening = serve({ fetch: server.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
          resolve(info.port),
        );
      });
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.client}\r\nContent-Type: application/dicom\r\nContent-Length: 5000\r\n\r\n{"code":`;
      expect(await raw(port, head)).toMatch(/^HTTP\/1\.1 408/);
    },
    60_000,
  );
});
