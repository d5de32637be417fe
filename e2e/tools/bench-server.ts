/**
 * Measures the server against a bare Node server that writes each body to a file and flushes it, in one run,
 * turn by turn, and prints the ratios. `node sync-server/run.mjs e2e/tools/bench-server.ts --rounds 3 --studies 10000`.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '../pages/satchel-server.ts';
import { createClient, load, quantile, type Call, type Client } from '../bench/server-load.ts';
import { bareCall, ctInstance, newUid, stowCall, tinyStudy } from '../bench/server-material.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    studies: { type: 'string', default: '10000' },
    only: { type: 'string', default: '' },
  },
});
const roundCount = Number(options.rounds);
const folder = mkdtempSync(join(tmpdir(), 'satchel-bench-'));
const children: ChildProcess[] = [];

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

async function startBare(): Promise<Client> {
  const child = spawn(process.execPath, ['e2e/bench/bare-server.ts', join(folder, 'bare')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const port = await new Promise<number>((resolve) => {
    child.stdout?.once('data', (text: Buffer) => resolve(Number(text.toString('utf8'))));
  });
  return createClient(port);
}

interface Satchel {
  readonly client: Client;
  readonly authorization: string;
  readonly pid: number;
}

async function startSatchel(): Promise<Satchel> {
  const port = await freePort();
  const env = {
    ...process.env,
    SATCHEL_PORT: String(port),
    SATCHEL_DATA: join(folder, 'data'),
    SATCHEL_RATE_LIMIT: '0',
  };
  const child = spawn(process.execPath, ['sync-server/run.mjs', 'sync-server/src/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  const client = createClient(port);
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await client.send({ method: 'GET', path: '/healthz' }).catch(() => null);
    if (answer?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const entry = ['sync-server/run.mjs', 'sync-server/src/cli.ts', 'token', '--label', 'bench'];
  const token = execFileSync(process.execPath, entry, { cwd: root, env, encoding: 'utf8' }).trim();
  return { client, authorization: `Bearer ${token}`, pid: child.pid ?? 0 };
}

/** Seconds of processor time that a process has used (Linux). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

const rows: string[][] = [];
function report(...row: string[]): void {
  rows.push(row);
  console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(14))).join(''));
}

function isWanted(title: string): boolean {
  return title.toLowerCase().includes(options.only.toLowerCase());
}

const satchel = await startSatchel();
const bare = await startBare();

async function compareStow(
  title: string,
  makeCalls: () => readonly Call[],
  clientCount: number,
  unit: 'MB/s' | '/s',
  perCall: number,
): Promise<void> {
  if (!isWanted(title)) return;
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  let cpu = 0;
  let bytes = 0;
  for (let round = 0; round < roundCount; round += 1) {
    const calls = makeCalls();
    const size = calls.flatMap((call) => call.body ?? []).reduce((sum, p) => sum + p.byteLength, 0);
    const amount = unit === 'MB/s' ? size / 1e6 : calls.length * perCall;
    const before = cpuSeconds(satchel.pid);
    const ours = await load(satchel.client, calls, clientCount);
    cpu += cpuSeconds(satchel.pid) - before;
    bytes += size;
    const limit = await load(bare, calls.map(bareCall), clientCount);
    rates.ours.push(amount / ours.seconds);
    rates.bare.push(amount / limit.seconds);
  }
  const [ours, limit] = [median(rates.ours), median(rates.bare)];
  const cost = `${(cpu / (bytes / 1e9)).toFixed(1)} s/GB`;
  report(
    title,
    `${ours.toFixed(0)} ${unit}`,
    `${limit.toFixed(0)} ${unit}`,
    (ours / limit).toFixed(2),
    cost,
  );
}

const [benchStudy, benchSeries] = [newUid(), newUid()];
function ctCalls(requestCount: number, perRequest: number): readonly Call[] {
  return Array.from({ length: requestCount }, () => {
    const files = Array.from({ length: perRequest }, (_, i) =>
      ctInstance(benchStudy, benchSeries, i),
    );
    return stowCall(files, satchel.authorization);
  });
}
let tinyIndex = 1_000_000;
function tinyCalls(requestCount: number, perRequest: number): readonly Call[] {
  return Array.from({ length: requestCount }, () => {
    const files = Array.from({ length: perRequest }, () => tinyStudy(tinyIndex++).bytes);
    return stowCall(files, satchel.authorization);
  });
}

async function fill(from: number, to: number): Promise<void> {
  const calls: Call[] = [];
  for (let at = from; at < to; at += 100) {
    const count = Math.min(100, to - at);
    const files = Array.from({ length: count }, (_, i) => tinyStudy(at + i).bytes);
    calls.push(stowCall(files, satchel.authorization));
  }
  const { seconds } = await load(satchel.client, calls, 4);
  console.log(`filled ${from} to ${to} studies at ${((to - from) / seconds).toFixed(0)} /s`);
}

async function qido(title: string, path: string): Promise<void> {
  if (!isWanted(title)) return;
  const headers = { Authorization: satchel.authorization, Accept: 'application/dicom+json' };
  const call: Call = { method: 'GET', path: `/dicom-web${path}`, headers };
  const { text } = await satchel.client.send(call, true);
  const hits = (JSON.parse(text) as unknown[]).length;
  const ours = await load(
    satchel.client,
    Array.from({ length: 60 }, () => call),
    1,
  );
  const floor = await load(
    bare,
    Array.from({ length: 60 }, () => ({ method: 'GET', path: '/list' }) as const),
    1,
  );
  const p50 = quantile(ours.latenciesMs, 0.5);
  const p95 = quantile(ours.latenciesMs, 0.95);
  report(
    `${title} (${hits} hits)`,
    `${p50.toFixed(2)} ms`,
    `${quantile(floor.latenciesMs, 0.5).toFixed(2)} ms`,
    '',
    `p95 ${p95.toFixed(2)} ms`,
  );
}

async function qidoRows(label: string, index: number): Promise<void> {
  await qido(`QIDO accession, ${label}`, `/studies?AccessionNumber=A${index}`);
  await qido(`QIDO PatientID, ${label}`, `/studies?PatientID=P${index}`);
  await qido(`QIDO no match, ${label}`, '/studies?PatientID=nobody');
  await qido(`QIDO name prefix, ${label}`, '/studies?PatientName=smith%5E*&limit=50');
  await qido(`QIDO name infix, ${label}`, '/studies?PatientName=*ATIENT77*&limit=50');
  await qido(`QIDO date range, ${label}`, '/studies?StudyDate=20200101-20200120&limit=50');
  await qido(`QIDO modality, ${label}`, '/studies?ModalitiesInStudy=MG&limit=50');
  await qido(`QIDO first page, ${label}`, '/studies?limit=50');
  await qido(`QIDO page at half, ${label}`, `/studies?limit=50&offset=${index}`);
}

async function wado(): Promise<void> {
  const headers = { Authorization: satchel.authorization };
  const list: Call = {
    method: 'GET',
    path: `/dicom-web/studies/${benchStudy}/series/${benchSeries}/instances?limit=200`,
    headers,
  };
  const { text } = await satchel.client.send(list, true);
  const uids = (JSON.parse(text) as Record<string, { Value: string[] }>[]).map(
    (hit) => hit['00080018']?.Value[0] ?? '',
  );
  const base = `/dicom-web/studies/${benchStudy}/series/${benchSeries}`;
  const accept = 'application/dicom; transfer-syntax=*';
  for (const clientCount of [1, 4]) {
    const title = `WADO CT instance, ${clientCount} clients`;
    if (!isWanted(title)) continue;
    const calls = uids.map((uid): Call => ({
      method: 'GET',
      path: `${base}/instances/${uid}`,
      headers: { ...headers, Accept: accept },
    }));
    const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
    for (let round = 0; round < roundCount; round += 1) {
      const ours = await load(satchel.client, calls, clientCount);
      const limit = await load(
        bare,
        calls.map(() => ({ method: 'GET', path: '/' }) as const),
        clientCount,
      );
      rates.ours.push(ours.bytesIn / 1e6 / ours.seconds);
      rates.bare.push(limit.bytesIn / 1e6 / limit.seconds);
    }
    const [ours, limit] = [median(rates.ours), median(rates.bare)];
    report(
      title,
      `${ours.toFixed(0)} MB/s`,
      `${limit.toFixed(0)} MB/s`,
      (ours / limit).toFixed(2),
      '',
    );
  }
  await qido('WADO series metadata', `/studies/${benchStudy}/series/${benchSeries}/metadata`);
}

try {
  console.log(`${roundCount} rounds, medians; data in ${folder}`);
  report('', 'Satchel', 'bare Node', 'ratio', 'CPU');
  for (const clients of [1, 4, 8]) {
    await compareStow(
      `STOW CT 1 per request, ${clients} clients`,
      () => ctCalls(50, 1),
      clients,
      'MB/s',
      1,
    );
  }
  await compareStow('STOW CT 25 per request, 4 clients', () => ctCalls(8, 25), 4, 'MB/s', 25);
  for (const clients of [1, 8]) {
    await compareStow(
      `STOW tiny 1 per request, ${clients} clients`,
      () => tinyCalls(300, 1),
      clients,
      '/s',
      1,
    );
  }
  await compareStow('STOW tiny 25 per request, 4 clients', () => tinyCalls(20, 25), 4, '/s', 25);
  await wado();
  const studies = Number(options.studies);
  await fill(0, Math.min(1000, studies));
  await qidoRows('1k', 500);
  if (studies > 1000) {
    await fill(1000, studies);
    await qidoRows(`${studies / 1000}k`, studies / 2);
  }
  console.log(`peak memory of the server: ${peakMegabytes(satchel.pid).toFixed(0)} MB`);
} finally {
  satchel.client.close();
  bare.close();
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
