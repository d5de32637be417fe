/**
 * `satchel doctor`: looks at what Satchel needs on this machine and says for each whether it is there
 * and what to do when it is not. Exit code 1 when something that `npm start` needs is missing.
 */
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath } from './find-chromium.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'missing';
  readonly words: string;
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24
    ? { what: 'Node', state: 'ok', words: process.versions.node }
    : { what: 'Node', state: 'missing', words: `${process.versions.node}; needs 24: run npm ci` };
}

async function checkSqlite(): Promise<Finding> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(':memory:');
  const row = database.prepare('select sqlite_version() as version').get() as { version: string };
  database.close();
  return { what: 'SQLite', state: 'ok', words: row.version };
}

function checkBuild(): Finding {
  const built = existsSync(join(root, 'dist/web/index.html'));
  return built
    ? { what: 'App', state: 'ok', words: 'built' }
    : { what: 'App', state: 'note', words: 'not built yet: npm start builds it' };
}

function checkStorage(): Finding {
  const folder = process.env['SATCHEL_DATA'] ?? join(root, '.satchel');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    return {
      what: 'Storage',
      state: 'missing',
      words: `${folder} cannot be written: set SATCHEL_DATA`,
    };
  }
  const { bavail, bsize } = statfsSync(folder);
  const freeGib = (bavail * bsize) / 2 ** 30;
  const words = `${folder}, ${freeGib.toFixed(1)} GiB free`;
  return { what: 'Storage', state: freeGib < 2 ? 'note' : 'ok', words };
}

function checkPort(): Promise<Finding> {
  const port = Number(process.env['SATCHEL_PORT'] ?? 8080);
  const host = process.env['SATCHEL_HOST'] ?? '127.0.0.1';
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      const words = `${host}:${port} is in use (by a running Satchel, or set SATCHEL_PORT)`;
      resolve({ what: 'Port', state: 'note', words });
    });
    probe.listen(port, host, () => {
      probe.close(() => resolve({ what: 'Port', state: 'ok', words: `${host}:${port} is free` }));
    });
  });
}

function checkBrowser(): Finding {
  const path = chromiumPath();
  return path === null
    ? {
        what: 'Chromium',
        state: 'note',
        words: 'none found; only the tests need one: npm test installs it',
      }
    : { what: 'Chromium', state: 'ok', words: path };
}

const findings = [
  checkNode(),
  await checkSqlite(),
  checkBuild(),
  checkStorage(),
  await checkPort(),
  checkBrowser(),
];
const marks = { ok: 'ok     ', note: 'note   ', missing: 'MISSING' } as const;
for (const { what, state, words } of findings)
  console.log(`${marks[state]}  ${what.padEnd(9)} ${words}`);
process.exitCode = findings.some((finding) => finding.state === 'missing') ? 1 : 0;
