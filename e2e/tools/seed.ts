/** `satchel seed [--studies N]`: stores synthetic studies of six modalities in the running server, through STOW-RS. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import {
  ctSlice,
  dxView,
  mgView,
  mrSlice,
  petSlice,
  type SyntheticInstance,
} from '../../shared/testing/synthetic-instance.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function studyOf(number: number): readonly SyntheticInstance[] {
  const study = { seed: `seed study ${number}` };
  const stack = (make: typeof ctSlice, count: number): SyntheticInstance[] =>
    Array.from({ length: count }, (_, index) => make({ study, index, count, rows: 256 }));
  const single = { study, index: 0, count: 1 };
  switch (number % 6) {
    case 0:
      return stack(ctSlice, 24);
    case 1:
      return stack(mrSlice, 20);
    case 2:
      return [usClip({ study, frameCount: 30 })];
    case 3:
      return [dxView({ ...single, rows: 1200 })];
    case 4:
      return [mgView({ ...single, rows: 1200 }, { laterality: 'R', view: 'CC' })];
    default:
      return stack(petSlice, 16);
  }
}

function countFrom(args: readonly string[]): number {
  const at = args.indexOf('--studies');
  const count = at < 0 ? 6 : Number(args[at + 1]);
  if (!Number.isInteger(count) || count < 1 || count > 100_000) {
    console.error('Usage: satchel seed [--studies N], N from 1 to 100000');
    process.exit(2);
  }
  return count;
}

const studyCount = countFrom(process.argv.slice(2));
const port = process.env['SATCHEL_PORT'] ?? '8080';
const scheme = process.env['SATCHEL_TLS_CERT'] === undefined ? 'http' : 'https';
const base = process.env['SATCHEL_PUBLIC_URL'] ?? `${scheme}://localhost:${port}`;
if ((await fetch(`${base}/healthz`).catch(() => null))?.status !== 200) {
  console.error(`No Satchel server answers at ${base}: start it with npm start, then seed.`);
  process.exit(1);
}
const entry = ['sync-server/run.mjs', 'sync-server/src/cli.ts', 'token', '--label', 'seed'];
const { stdout } = await promisify(execFile)(process.execPath, entry, { cwd: root });
for (let number = 0; number < studyCount; number += 1) {
  for (const instance of studyOf(number)) {
    const answer = await fetch(`${base}/dicom-web/studies`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${stdout.trim()}`, 'Content-Type': 'application/dicom' },
      body: Uint8Array.from(await encodeInstance(instance)),
    });
    if (answer.status !== 200) throw new Error(`the server answered ${answer.status}`);
  }
  console.log(`stored study ${number + 1} of ${studyCount}`);
}
