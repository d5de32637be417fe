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
import { measureLongList, measureStarts, measureTap, writeTable } from '../bench/measure-app.ts';
import { type ByteRow, measureBytes, measureChunks } from '../bench/measure-bytes.ts';
import { goalWords, keepsGoal, type Measured } from '../bench/measured.ts';
import { listTable, measureLists } from '../bench/measure-list.ts';
import { measureImport } from '../bench/measure-import.ts';
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
    studies: { type: 'string', default: '1000' },
    /** Lengths of lists on which every deed is timed; 10,1000,10000 takes some minutes. */
    lists: { type: 'string', default: '10,1000' },
    /** Only the app: the server's part takes as long again. */
    'app-only': { type: 'boolean', default: false },
  },
});
/** What does not reach its goal, said at the end. */
const short: string[] = [];

function line({ what, ours, floor, unit, floorName, goal }: Measured): string {
  const figure = (value: number): string => value.toFixed(unit === 'ms' ? 0 : 1);
  const ratio = ours / floor;
  if (!keepsGoal(ratio, goal)) short.push(`${what}: ${ratio.toFixed(2)}, ${goalWords(goal)}`);
  const judged = goal === null ? '' : `${goalWords(goal)}${keepsGoal(ratio, goal) ? '' : ' ✗'}`;
  return `| ${what} | ${figure(ours)} ${unit} | ${figure(floor)} ${unit} | ${ratio.toFixed(2)} | ${judged} | ${floorName} |`;
}

const goalsOfBytes: Readonly<Record<string, number>> = {
  'before the list': 150_000,
  'everything that is cached for offline': 1_900_000,
};

function byteLine({ what, fileCount, gzipBytes }: ByteRow): string {
  const kilobytes = (gzipBytes / 1000).toFixed(0);
  const goal = goalsOfBytes[what];
  const isShort = goal !== undefined && gzipBytes > goal;
  if (isShort) short.push(`${what}: ${kilobytes} kB, at most ${goal / 1000} kB`);
  const judged = goal === undefined ? '' : `at most ${goal / 1000} kB${isShort ? ' ✗' : ''}`;
  return `| ${what} | ${fileCount} | ${kilobytes} kB | ${judged} |`;
}

/** STOW and WADO must reach half of what a bare server does that flushes as well. */
function judgeServer(printed: string): void {
  for (const [text, what, ratio] of printed.matchAll(
    /^((?:STOW|WADO)[^\n]*?) {2,}.*?(\d+\.\d\d)\b/gm,
  )) {
    if (/metadata/.test(text)) continue;
    if (Number(ratio) < 0.5) short.push(`${what}: ${ratio}, at least 0.5`);
  }
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
      ...(await measureImport(places, Number(options.slices), Math.min(rounds, 3))),
      ...(await measureTap(places, rounds)),
      ...(await measureLongList(places, Number(options.studies), rounds)),
      ...(await measureStarts(places, rounds)),
    ];
    const lists = await measureLists(
      places,
      options.lists.split(',').map(Number),
      Math.min(rounds, 3),
    );
    const web = path.join(root, 'dist/web');
    return [
      '| what | Satchel | floor | ratio | goal | floor is |',
      '| --- | --- | --- | --- | --- | --- |',
      ...measured.map(line),
      '',
      'Seen after; in brackets the longest time in which the page heard nothing.',
      '',
      listTable(lists),
      '',
      '| bytes, gzip | files | size | goal |',
      '| --- | --- | --- | --- |',
      ...[...measureBytes(web), ...measureChunks(web)].map(byteLine),
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
const server = options['app-only'] ? '' : await measureServer();
judgeServer(server);
const verdict =
  short.length === 0
    ? 'Everything reaches its goal.'
    : ['Falls short of its goal:', ...short.map((text) => `- ${text}`)].join('\n');
console.log(`\n${verdict}`);
if (options.write) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
  const table = `Measured on ${machine}, medians.\n\n${app}\n\nServer:\n\n\`\`\`text\n${server.replaceAll(/; data in .*/g, '')}\n\`\`\`\n\n${verdict}`;
  writeTable(path.join(root, 'shared/docs/PERFORMANCE.md'), table);
}
