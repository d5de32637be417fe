import { rmSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import {
  firstRun,
  importBy,
  setLock,
  temporaryFolder,
  writeInstances,
} from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

let server: SatchelServer;
let folder: string;
test.beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
  folder = temporaryFolder('axe');
});
test.afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** WCAG 2.1 A and AA, and axe's own best practices; each finding as "screen: rule at element". */
async function findings(page: Page, screen: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${screen}: ${id} at ${target.join(' ')}`),
  );
}

const screens = [
  ['list', '/', 'Satchel'],
  ['import', '/import', 'Add studies'],
  ['outbox', '/outbox', 'Outbox'],
  ['trash', '/trash', 'Trash'],
  ['pairing', '/pair', 'Pair with a server'],
  ['settings', '/settings', 'Settings'],
] as const;

for (const theme of ['dim', 'sun'] as const) {
  test(`axe finds nothing on any screen, ${theme} theme`, async ({ page }) => {
    const files = await writeInstances(
      path.join(folder, theme),
      syntheticStudy('CT', { seed: `axe ${theme}` }, { sliceCount: 2, rows: 64 }),
    );
    const found: string[] = [];
    await page.goto(server.url);
    await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
    found.push(...(await findings(page, 'first run')));
    await firstRun(page, server.url);
    found.push(...(await findings(page, 'empty list')));
    await page.goto(`${server.url}/settings`);
    await page.getByRole('radio', { name: theme === 'dim' ? 'Dim' : 'Sun' }).check({ force: true });
    const report = await importBy(page, 'Files', files);
    found.push(...(await findings(page, 'import report')));
    await report.getByRole('link', { name: 'Open' }).click();
    await expect(page.getByText('1 / 2')).toBeVisible();
    found.push(...(await findings(page, 'viewer')));
    for (const [screen, address, heading] of screens) {
      await page.goto(server.url + address);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      found.push(...(await findings(page, screen)));
    }
    await page.goto(server.url);
    await page.getByRole('button', { name: 'About this study' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await findings(page, 'about a study')));
    await setLock(page, 'four words of a passphrase');
    await page.goto(server.url);
    await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
    found.push(...(await findings(page, 'lock')));
    expect(found).toEqual([]);
  });
}
