import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import {
  createSatchelServer,
  freePort,
  type SatchelServer,
} from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import {
  ctSlice,
  dxView,
  mgView,
  mrSlice,
  petSlice,
} from '../../../shared/testing/synthetic-instance.ts';
import { usClip } from '../../../shared/testing/synthetic-ultrasound.ts';

const study = { seed: 'peers', PatientName: 'Peer^Paula', PatientID: 'PEER-1' };
const one = { study, index: 0, count: 1, rows: 64 };
const instances = [
  ctSlice(one),
  mrSlice({ ...one, SeriesNumber: 2 }),
  petSlice({ ...one, SeriesNumber: 3 }),
  dxView({ ...one, SeriesNumber: 4 }),
  mgView({ ...one, SeriesNumber: 5 }, { laterality: 'R', view: 'CC' }),
  usClip({ study, frameCount: 4, SeriesNumber: 6 }),
];
const syntaxes = [
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.5',
];

let server: SatchelServer;
let token = '';
let orthanc: ChildProcess;
let orthancUrl = '';
/** What Orthanc printed: its answers alone do not say why it failed. */
let said = '';
const folder = mkdtempSync(path.join(tmpdir(), 'satchel-peers-'));

beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
  token = (await server.satchel('token', '--label', 'orthanc')).trim();
  const port = await freePort();
  orthancUrl = `http://127.0.0.1:${port}`;
  const config = {
    Name: 'peer',
    StorageDirectory: path.join(folder, 'orthanc'),
    IndexDirectory: path.join(folder, 'orthanc'),
    HttpPort: port,
    DicomServerEnabled: false,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    Plugins: ['/usr/share/orthanc/plugins/libOrthancDicomWeb.so'],
    DicomWeb: {
      Enable: true,
      Servers: {
        satchel: {
          Url: `${server.url}/dicom-web/`,
          HttpHeaders: { Authorization: `Bearer ${token}` },
        },
      },
    },
  };
  const file = path.join(folder, 'orthanc.json');
  writeFileSync(file, JSON.stringify(config));
  orthanc = spawn('/usr/sbin/Orthanc', [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  orthanc.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await fetch(`${orthancUrl}/system`).catch(() => null))?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Orthanc did not start');
}, 60_000);

afterAll(async () => {
  orthanc.kill('SIGKILL');
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('dcmtk', () => {
  it.each(syntaxes)('reads what our generators write in %s', async (syntax) => {
    expect(existsSync('/usr/bin/dcmdump')).toBe(true);
    for (const instance of instances) {
      const file = path.join(folder, 'written.dcm');
      writeFileSync(file, await encodeInstance(instance, syntax));
      const dump = execFileSync('dcmdump', ['-q', '+P', 'SOPInstanceUID', file]).toString();
      expect(dump).toContain(textOf(instance.dataset, tags.SOPInstanceUID));
    }
  });
});

describe('Orthanc', () => {
  it('sends to us by STOW-RS, finds by QIDO-RS and gets everything back by WADO-RS', async () => {
    const ids: string[] = [];
    for (const instance of instances) {
      const answer = await fetch(`${orthancUrl}/instances`, {
        method: 'POST',
        body: Uint8Array.from(await encodeInstance(instance)),
      });
      ids.push(((await answer.json()) as { ID: string }).ID);
    }
    const post = (what: string, body: unknown): Promise<Response> =>
      fetch(`${orthancUrl}/dicom-web/servers/satchel/${what}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    const sent = await post('stow', { Resources: ids });
    expect({ status: sent.status, said }).toMatchObject({ status: 200 });
    const StudyInstanceUID = textOf(instances[0]?.dataset ?? {}, tags.StudyInstanceUID);
    const found = await fetch(`${server.url}/dicom-web/studies?PatientName=peer%5E*`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await found.json()).toHaveLength(1);
    for (const id of ids) await fetch(`${orthancUrl}/instances/${id}`, { method: 'DELETE' });
    expect((await post('retrieve', { Resources: [{ Study: StudyInstanceUID }] })).status).toBe(200);
    const back = (await (await fetch(`${orthancUrl}/instances`)).json()) as string[];
    expect(back.sort()).toEqual(ids.sort());
  });

  it('writes a file that dcmtk finds unchanged after the way through our server', async () => {
    const instance = ctSlice({ ...one, study: { seed: 'round trip' } });
    const bytes = await encodeInstance(instance, '1.2.840.10008.1.2.5');
    const headers = { Authorization: `Bearer ${token}` };
    await fetch(`${server.url}/dicom-web/studies`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/dicom' },
      body: Uint8Array.from(bytes),
    });
    const uid = (tag: string): string => textOf(instance.dataset, tag);
    const url = `${server.url}/dicom-web/studies/${uid(tags.StudyInstanceUID)}/series/${uid(tags.SeriesInstanceUID)}/instances/${uid(tags.SOPInstanceUID)}`;
    const decoded = await fetch(url, { headers: { ...headers, Accept: 'application/dicom' } });
    const ours = path.join(folder, 'ours.dcm');
    const rle = path.join(folder, 'rle.dcm');
    const theirs = path.join(folder, 'theirs.dcm');
    writeFileSync(ours, Buffer.from(await decoded.arrayBuffer()));
    writeFileSync(rle, bytes);
    execFileSync('dcmdrle', [rle, theirs]);
    const pixelsOf = (file: string): string => {
      execFileSync('dcmdump', ['-q', '+W', folder, '+P', 'PixelData', file]);
      const raw = path.join(folder, `${path.basename(file)}.0.raw`);
      return readFileSync(raw).toString('hex');
    };
    expect(pixelsOf(ours)).toBe(pixelsOf(theirs));
  });
});
