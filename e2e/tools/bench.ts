/**
 * `npm run bench`: the app and the server against the floors of this machine, in one run. Figures of
 * machines differ; ratios of one run can be compared. `--write` puts them into shared/docs/PERFORMANCE.md.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../web/build/build-if-changed.ts';
import {
  measureImport,
  measureStarts,
  measureTap,
  type Measured,
  writeTable,
} from '../bench/measure-app.ts';
import { measureBytes } from '../bench/measure-bytes.ts';
import { serveEmptyApp } from '../bench/serve-empty-app.ts';
import { temporaryFolder } from '../pages/satchel-app.ts';
import { createSatchelServer } from '../pages/satchel-server.ts';
import { findOrInstallChromium } from './find-chromium.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    slices: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5' },
  },
});

function line({ what, ours, floor, unit, floorName }: Measured): string {
  const figure = (value: number): string => value.toFixed(unit === 'ms' ? 0 : 1);
  const ratio = (ours / floor).toFixed(2);
  return `| ${what} | ${figure(ours)} ${unit} | ${figure(floor)} ${unit} | ${ratio} | ${floorName} |`;
}

async function measureApp(): Promise<string> {
  process.env['SATCHEL_CHROMIUM'] = findOrInstallChromium();
  await buildIfChanged();
  const folder = temporaryFolder('bench');
  const server = await createSatchelServer();
  await server.start();
  const empty = await serveEmptyApp(path.join(folder, 'empty-app'));
  const places = { folder, server, empty };
  const rounds = Number(options.rounds);
  try {
    const measured = [
      ...(await measureImport(places, Number(options.slices))),
      ...(await measureTap(places, rounds)),
      ...(await measureStarts(places, rounds)),
    ];
    const bytes = measureBytes(path.join(root, 'dist/web')).map(
      ({ what, fileCount, gzipBytes }) =>
        `| ${what} | ${fileCount} | ${(gzipBytes / 1000).toFixed(0)} kB |`,
    );
    return [
      '| what | Satchel | floor | ratio | floor is |',
      '| --- | --- | --- | --- | --- |',
      ...measured.map(line),
      '',
      '| bytes, gzip | files | size |',
      '| --- | --- | --- |',
      ...bytes,
    ].join('\n');
  } finally {
    await server.dispose();
    empty.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The server's own bench prints its table itself. */
function measureServer(): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const args = ['e2e/tools/bench-server.ts', '--rounds', '3', '--studies', '1000'];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      printed += chunk.toString('utf8');
    });
    child.once('exit', (code) => {
      if (code === 0) resolve(printed.trim());
      else reject(new Error(`the server's bench ended with ${code}`));
    });
  });
}

const app = await measureApp();
console.log(app);
const server = await measureServer();
if (options.write) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
  const table = `Measured on ${machine}, medians.\n\n${app}\n\nServer:\n\n\`\`\`text\n${server.replaceAll(/; data in .*/g, '')}\n\`\`\``;
  writeTable(path.join(root, 'shared/docs/PERFORMANCE.md'), table);
}
