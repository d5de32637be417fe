/**
 * Runs the suites named on the command line (`unit`, `browser`, `peers`), adds up what each runner
 * counted, and fails when one failed or ran nothing. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from '../../web/build/build-if-changed.ts';
import { findOrInstallChromium } from './find-chromium.ts';
import { installPeers } from './install-peers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Count {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

async function runVitest(suite: string, project: string, folder: string): Promise<Count> {
  const file = join(folder, `${suite}.json`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project];
  const code = await runNode(
    [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {},
  );
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  // A file that fails to load has no tests to fail: it counts as one failure.
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    suite,
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests,
  };
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

async function runPlaywright(folder: string): Promise<Count> {
  const chromium = findOrInstallChromium();
  await buildIfChanged();
  const file = join(folder, 'browser.json');
  const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts'];
  const code = await runNode(args, {
    SATCHEL_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  // A test that passes only when tried again is not counted as passing.
  const failed = stats.unexpected + stats.flaky;
  return {
    suite: 'browser',
    passed: stats.expected,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: stats.skipped,
  };
}

const suites: Readonly<Record<string, (folder: string) => Promise<Count>>> = {
  unit: (folder) => runVitest('unit', 'unit', folder),
  browser: runPlaywright,
  peers: (folder) => {
    installPeers();
    return runVitest('peers', 'peers', folder);
  },
};

const folder = mkdtempSync(join(tmpdir(), 'satchel-test-'));
const counts: Count[] = [];
try {
  for (const name of process.argv.slice(2)) {
    const suite = suites[name];
    if (suite === undefined) throw new Error(`no such suite: ${name}`);
    counts.push(await suite(folder));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

let passed = 0;
let failed = 0;
console.log('');
for (const count of counts) {
  const ranNothing = count.passed + count.failed === 0;
  if (ranNothing) console.log(`${count.suite}: ran no test, which counts as a failure`);
  console.log(
    `${count.suite}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`,
  );
  passed += count.passed;
  failed += count.failed + (ranNothing ? 1 : 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || counts.length === 0 ? 1 : 0;
