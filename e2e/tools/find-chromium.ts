/**
 * Finds a Chromium for the browser tests, or installs one: the system's first (no download), then
 * Playwright's own, then the distribution's package when this user may install it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium that is there now, or null. `SATCHEL_CHROMIUM` names another one. */
export function chromiumPath(): string | null {
  const candidates = [process.env['SATCHEL_CHROMIUM'], ...systemPaths, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** Like `chromiumPath`, but tries to install one first; ends with a sentence when it can't. */
export function findOrInstallChromium(): string {
  const found = chromiumPath();
  if (found !== null) return found;
  console.log('No Chromium on this machine: installing one for the tests …');
  if (run('npx', ['playwright', 'install', 'chromium'])) {
    const own = chromiumPath();
    if (own !== null) return own;
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    if (run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', 'chromium'])) {
      const packaged = chromiumPath();
      if (packaged !== null) return packaged;
    }
  }
  throw new Error(
    'The browser tests need a Chromium: install one (Debian: `apt-get install chromium`) or name it in SATCHEL_CHROMIUM.',
  );
}

/** Flags that keep the browser away from the network and let it run as root in a container. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
