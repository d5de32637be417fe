/** What a person does with the app, in their words: for specs that play whole journeys. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, expect, type Locator, type Page } from '@playwright/test';
import { filesOf } from '../../shared/testing/synthetic-study.ts';
import type { SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { chromiumArgs, chromiumPath } from '../tools/find-chromium.ts';
import type { SatchelServer } from './satchel-server.ts';

/** A browser profile on disk: closed and opened again it is the same device. */
export async function openDevice(
  profileDir: string,
  options: {
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly hasTouch?: boolean;
  } = {},
): Promise<BrowserContext> {
  return await chromium.launchPersistentContext(profileDir, {
    executablePath: chromiumPath() ?? '',
    args: [...chromiumArgs],
    viewport: options.viewport ?? { width: 1180, height: 820 },
    hasTouch: options.hasTouch ?? false,
    serviceWorkers: 'allow',
  });
}

/** The page that a browser opens with. */
export async function firstPage(device: BrowserContext): Promise<Page> {
  return device.pages()[0] ?? (await device.newPage());
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `satchel-${name}-`));
}

/** Writes instances into a folder, as a disc would bring them: nested, without endings. */
export async function writeInstances(
  folder: string,
  instances: readonly SyntheticInstance[],
  TransferSyntaxUID?: string,
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const files = await filesOf(instances, TransferSyntaxUID);
  return files.map(({ fileName, bytes }) => {
    const file = path.join(folder, fileName);
    writeFileSync(file, bytes);
    return file;
  });
}

/** Notes what the content security policy refuses and errors that nobody caught. */
export function watchForFaults(
  page: Page,
  faults: string[] = [],
): { readonly faults: readonly string[] } {
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return { faults };
}

export async function firstRun(page: Page, url: string, name = 'Dr. Vera Lind'): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('radio', { name: 'Physician' }).check({ force: true });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('button', { name: 'To the study list' }).click();
  await expect(page.getByRole('heading', { name: 'No studies on this device yet' })).toBeVisible();
}

/** Picks files (or one folder) on the import screen, and waits for the report. */
export async function importBy(
  page: Page,
  way: 'Files' | 'Folder' | 'ZIP archive',
  files: string | readonly string[],
  timeoutMs = 60_000,
): Promise<Locator> {
  await page.goto(new URL('/import', page.url()).href);
  const again = page.getByRole('button', { name: 'Add more' });
  const choice = page.getByRole('button', { name: new RegExp(`^${way}`) });
  await expect(again.or(choice).first()).toBeVisible();
  if (await again.isVisible()) await again.click();
  const chooser = page.waitForEvent('filechooser');
  await choice.click();
  await (await chooser).setFiles(typeof files === 'string' ? files : [...files]);
  const report = page.getByRole('status').filter({ hasText: /Done|Ended early/ });
  await expect(report).toBeVisible({ timeout: timeoutMs });
  return report;
}

/** Pairs with the server the app came from, by a fresh code, as a person would. */
export async function pairDevice(page: Page, server: SatchelServer, name: string): Promise<void> {
  const code = (await server.satchel('pair')).trim().split('\n')[0] ?? '';
  await page.goto(new URL('/pair', page.url()).href);
  await page.getByLabel('Pairing code').fill(code);
  await page.getByLabel('Name of this device').fill(name);
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await expect(page.getByText('This device is paired')).toBeVisible();
}

/** Sets a lock in the settings and answers with the recovery key, confirmed as the sheet demands. */
export async function setLock(page: Page, passphrase: string): Promise<string> {
  await page.goto(new URL('/settings', page.url()).href);
  await page.getByRole('button', { name: 'Set a lock' }).click();
  await page.getByLabel('New passphrase').fill(passphrase);
  await page.getByLabel('The same again').fill(passphrase);
  await page.getByRole('button', { name: 'Set the lock' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery key' })).toBeVisible({
    timeout: 60_000,
  });
  const groups = await page.locator('.recovery-key span').allTextContents();
  await page.getByLabel(/the last group of the key/).fill(groups.at(-1) ?? '');
  await page.getByRole('button', { name: 'I have it' }).click();
  return groups.join('-');
}
