import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  firstRun,
  importBy,
  openDevice,
  pairDevice,
  temporaryFolder,
  writeInstances,
} from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { drawnGreys, frameNumber } from '../pages/viewer-page.ts';
import { clipStudy, sliceCount, stackStudy, storedWords } from '../pages/viewer-studies.ts';

let server: SatchelServer;
let folder: string;
test.beforeEach(async () => {
  folder = temporaryFolder('dicomweb');
  server = await createSatchelServer();
  await server.start();
});
test.afterEach(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const arrival = { timeout: 90_000 };
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A system that speaks DICOMweb, with a token of its own. */
async function createClient() {
  const printed = await server.satchel('token', '--label', 'clinic system');
  const headers = { Authorization: `Bearer ${printed.trim().split('\n').at(-1) ?? ''}` };
  const root = `${server.url}/dicom-web`;
  return {
    ask: (resource: string, accept: string) =>
      fetch(`${root}/${resource}`, { headers: { ...headers, Accept: accept } }),
    async stow(files: readonly string[]): Promise<Response> {
      const parts = files.flatMap((file) => [
        Buffer.from('--edge\r\nContent-Type: application/dicom\r\n\r\n'),
        readFileSync(file),
        Buffer.from('\r\n'),
      ]);
      const type = 'multipart/related; type="application/dicom"; boundary=edge';
      return await fetch(`${root}/studies`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': type, Accept: 'application/dicom+json' },
        body: Buffer.concat([...parts, Buffer.from('--edge--\r\n')]),
      });
    },
  };
}

type Row = Readonly<Record<string, { readonly Value?: readonly unknown[] }>>;

/** The parts of a multipart/related answer, without their headers. */
async function partsOf(answer: Response): Promise<readonly Buffer[]> {
  const body = Buffer.from(await answer.arrayBuffer());
  const boundary = /boundary="?([^";]+)/.exec(answer.headers.get('Content-Type') ?? '')?.[1] ?? '';
  const parts: Buffer[] = [];
  let at = body.indexOf(`--${boundary}`);
  for (;;) {
    const start = body.indexOf('\r\n\r\n', at) + 4;
    const end = body.indexOf(`\r\n--${boundary}`, at);
    if (end < 0 || start < 4) return parts;
    parts.push(body.subarray(start, end));
    at = end + 2;
  }
}

test('what another system stores by STOW-RS appears on the paired device, and opens with its pixels', async () => {
  const device = await openDevice(path.join(folder, 'ana'));
  const page = await device.newPage();
  await firstRun(page, server.url);
  await pairDevice(page, server, 'Tablet of Ana');
  await page.goto(server.url);

  const client = await createClient();
  const study = stackStudy();
  const files = await writeInstances(path.join(folder, 'out'), study);
  expect((await client.stow(files)).status).toBe(200);

  const row = page.getByRole('link', { name: /Stack/ });
  await expect(row).toContainText('On server, not here', arrival);
  await row.click();
  await expect(frameNumber(page)).toContainText(`/ ${sliceCount}`, arrival);
  const greys = await drawnGreys(page);
  const shown = Number.parseInt((await frameNumber(page).textContent()) ?? '', 10);
  const slice = study[shown - 1];
  if (slice === undefined) throw new Error('no such slice');
  // The window of the file, PS3.3 C.11.2.1.2.1: dark where the values are low, and the same for equal values.
  const stored = storedWords(slice);
  const greyOf = new Map<number, number>();
  for (const [index, value] of stored.entries()) {
    const grey = greys[index] ?? -1;
    expect(greyOf.get(value) ?? grey).toBe(grey);
    greyOf.set(value, grey);
  }
  const inOrder = [...greyOf].toSorted(([a], [b]) => a - b).map(([, grey]) => grey);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  expect(new Set(inOrder).size).toBeGreaterThan(3);
  await device.close();
});

test('what a device sent is found by QIDO-RS and got by WADO-RS: study, series, instance, metadata and frames', async () => {
  const device = await openDevice(path.join(folder, 'ana'));
  const page = await device.newPage();
  await firstRun(page, server.url);
  await pairDevice(page, server, 'Tablet of Ana');
  const clip = clipStudy();
  const files = await writeInstances(path.join(folder, 'in'), clip);
  await importBy(page, 'Files', files);
  await page.goto(server.url);
  await expect(page.getByRole('link', { name: /Clip/ })).toContainText(
    'Here and on server',
    arrival,
  );

  const client = await createClient();
  const json = 'application/dicom+json';
  const found = async (resource: string): Promise<readonly Row[]> =>
    (await (await client.ask(resource, json)).json()) as readonly Row[];
  const uid = (row: Row | undefined, tag: string): string => String(row?.[tag]?.Value?.[0]);

  const [study] = await found('studies?PatientName=Clip*');
  const studyPath = `studies/${uid(study, '0020000D')}`;
  const [series] = await found(`${studyPath}/series`);
  const seriesPath = `${studyPath}/series/${uid(series, '0020000E')}`;
  const [instance] = await found(`${seriesPath}/instances`);
  const instancePath = `${seriesPath}/instances/${uid(instance, '00080018')}`;

  const digests = files.map((file) => sha256Of(readFileSync(file)));
  const asStored = 'multipart/related; type="application/dicom"; transfer-syntax=*';
  for (const resource of [studyPath, seriesPath, instancePath]) {
    const parts = await partsOf(await client.ask(resource, asStored));
    expect(parts.map(sha256Of)).toEqual(digests);
    const [metadata] = await found(`${resource}/metadata`);
    expect(uid(metadata, '00080018')).toBe(uid(instance, '00080018'));
    expect(metadata?.['00280008']?.Value).toEqual([clip[0]?.frames.length]);
  }
  const octets = 'multipart/related; type="application/octet-stream"';
  const frames = await partsOf(await client.ask(`${instancePath}/frames/1,7`, octets));
  expect(frames.map(sha256Of)).toEqual(
    [0, 6].map((index) => sha256Of(clip[0]?.frames[index] ?? new Uint8Array())),
  );
  await device.close();
});
