import { createHash } from 'node:crypto';
import type { Op } from '#shared/sync/op.ts';
import type { PairAnswer } from '#shared/sync/protocol.ts';
import { ctSlice, type SyntheticInstance } from '../../../shared/testing/synthetic-instance.ts';
import { createClientToken, createPairing } from '../access/tokens.ts';
import {
  createChangeSignal,
  createRunningWork,
  type AppDependencies,
} from '../app-dependencies.ts';
import { createApp } from '../app.ts';
import { createMemoryBlobStore } from '../archive/blob-store/memory-blob-store.ts';
import { createTransientHub } from '../archive/hub-identity.ts';
import { openSqliteIndex } from '../archive/index/sqlite-index.ts';
import { createDecodePool } from '../codecs/decode-pool.ts';
import { rottingBlobStore } from './rotting-blob-store.ts';

type Asked = RequestInit & { readonly token?: string | null };

/** The whole app without a port: requests go in as values, blobs lie in memory. */
export interface TestServer {
  readonly deps: AppDependencies;
  readonly fetch: ReturnType<typeof createApp>['fetch'];
  /** Token of a DICOMweb client. */
  readonly client: string;
  readonly logged: readonly string[];
  /** What the medium gives back instead of the stored bytes, by digest. */
  readonly rotten: Map<string, Uint8Array>;
  ask(path: string, asked?: Asked): Promise<Response>;
  post(path: string, token: string | null, body: unknown): Promise<Response>;
  /** Sends files by STOW-RS; `cutBytes` are missing at the end of the message. */
  stow(files: readonly Uint8Array[], path?: string, cutBytes?: number): Promise<Response>;
  /** Sends bytes `from` to `to` of a file as one part; `digestOf` stands in for wrong ones. */
  sendPart(
    token: string,
    file: Uint8Array,
    from: number,
    to: number,
    digestOf?: Uint8Array,
  ): Promise<Response>;
  pairDevice(deviceId?: string): Promise<PairAnswer>;
}

/** One pool for all tests of a file: its threads start when a test first decodes. */
const decoder = createDecodePool();

export async function createTestServer(
  changed: Partial<AppDependencies> = {},
): Promise<TestServer> {
  const logged: string[] = [];
  const rotten = new Map<string, Uint8Array>();
  const deps: AppDependencies = {
    archive: {
      blobs: rottingBlobStore(createMemoryBlobStore(), rotten),
      index: openSqliteIndex(':memory:'),
    },
    hub: createTransientHub('epoch-1', 'test'),
    decoder,
    now: () => new Date('2026-05-04T10:00:00Z'),
    publicUrl: 'http://satchel.test',
    rateLimitPerSecond: 0,
    running: createRunningWork(),
    secure: false,
    stallTimeoutMs: 60_000,
    webFolder: null,
    wake: createChangeSignal(),
    log: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
    ...changed,
  };
  const app = createApp(deps);
  const client = await createClientToken(deps.archive.index, 'test', deps.now());
  const ask: TestServer['ask'] = async (path, asked = {}) => {
    const { token = client, ...init } = asked;
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    return app.request(`http://satchel.test${path}`, { ...init, headers });
  };
  const post: TestServer['post'] = (path, token, body) =>
    ask(path, {
      method: 'POST',
      token,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  return {
    deps,
    fetch: app.fetch,
    client,
    logged,
    rotten,
    ask,
    post,
    stow(files, path = '/dicom-web/studies', cutBytes = 0) {
      const { body, type } = multipartOf(files, cutBytes);
      return ask(path, { method: 'POST', body, headers: { 'Content-Type': type } });
    },
    sendPart: (token, file, from, to, digestOf = file.subarray(from, to)) =>
      ask(`/sync/v1/blobs/${sha256Of(file)}`, {
        method: 'PATCH',
        token,
        body: Uint8Array.from(file.subarray(from, to)),
        headers: {
          'Upload-Offset': String(from),
          'Upload-Length': String(file.byteLength),
          'Content-Digest': `sha-256=:${createHash('sha256').update(digestOf).digest('base64')}:`,
        },
      }),
    async pairDevice(deviceId = 'device1') {
      const code = await createPairing(deps.archive.index, deps.now());
      const answer = await post('/sync/v1/pair', null, { code, deviceId, deviceName: 'tablet' });
      return (await answer.json()) as PairAnswer;
    },
  };
}

/** A STOW-RS message of several files, in a boundary that needs its quotes. */
export function multipartOf(
  files: readonly Uint8Array[],
  cutBytes = 0,
): { readonly body: Uint8Array<ArrayBuffer>; readonly type: string } {
  const text = (line: string): Uint8Array => new TextEncoder().encode(line);
  const pieces = files.flatMap((file) => [
    text('--bo=un\r\nContent-Type: application/dicom\r\n\r\n'),
    file,
    text('\r\n'),
  ]);
  const all = Buffer.concat([...pieces, text('--bo=un--\r\n')]);
  return {
    body: Uint8Array.from(all.subarray(0, all.byteLength - cutBytes)),
    type: 'multipart/related; type="application/dicom"; boundary="bo=un"',
  };
}

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export const seed = {
  seed: 'server',
  PatientName: 'Müller^Änne',
  PatientID: 'P-17',
  AccessionNumber: 'A1',
  StudyDate: '20260503',
};

export function slice(index = 0, study: typeof seed = seed): SyntheticInstance {
  return ctSlice({ study, index, count: 3, rows: 16 });
}

/** The n-th operation of `device1`. */
export function opOf(n: number, kind: string, target: Op['target'], value: unknown = {}): Op {
  return {
    id: `device1.e1.${n}`,
    user: { id: 'u', name: 'Dr. Test', profession: 'physician' },
    hlc: '1777888999000-0000-device1',
    target,
    kind,
    field: '',
    value,
    base: [],
  };
}
