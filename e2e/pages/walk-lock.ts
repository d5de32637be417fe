/** The way through lock, people, server and what goes wrong. */
import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { writeInstances } from './satchel-app.ts';
import type { SatchelServer } from './satchel-server.ts';
import { button, goTo, inDialog, lookAtDialog, type Walk, walkImport } from './walk.ts';

const passphrase = 'correct horse battery staple';

/** Sets a lock, hands the device over, locks it, and goes every way that the lock's screen has. */
export async function walkLock(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  await goTo(walk, '/settings', 'settings.title');
  await button(walk, 'settings.lockSetAction').click();
  await page.getByLabel(word('setLock.passphrase')).fill(passphrase);
  await page.getByLabel(word('setLock.again')).fill('another');
  await look('set a lock');
  await page.getByLabel(word('setLock.again')).fill(passphrase);
  await inDialog(walk, 'setLock.confirm').click();
  await expect(page.getByRole('heading', { name: word('recovery.title') })).toBeVisible();
  await page.getByLabel(word('recovery.confirmLabel')).fill('wrong');
  await button(walk, 'recovery.confirm').click();
  await look('recovery key');
  const groups = await page.locator('.recovery-key span').allTextContents();
  await page.getByLabel(word('recovery.confirmLabel')).fill(groups.at(-1) ?? '');
  await button(walk, 'recovery.confirm').click();
  await expect(page.locator('.dialog')).toHaveCount(0);
  await look('settings: with a lock');
  await button(walk, 'settings.lockChange').click();
  await lookAtDialog(walk, 'change the passphrase');
  await button(walk, 'settings.recoveryRenew').click();
  await lookAtDialog(walk, 'new recovery key', 'ui.cancel');
  await walkPeople(walk);
  // A page that is loaded anew has no key.
  await page.goto(walk.url);
  await walkLocked(walk);
}

async function walkPeople(walk: Walk): Promise<void> {
  const { page, word, look, like } = walk;
  await page
    .getByRole('button', { name: like('people.own') })
    .first()
    .click();
  await lookAtDialog(walk, 'a passphrase of one’s own');
  const person = page.getByRole('button', { name: like('app.person') });
  await person.click();
  await expect(page.locator('.dialog')).toBeVisible();
  await look('hand over');
  await inDialog(walk, 'people.add').click();
  await look('hand over: somebody new');
  await page.getByRole('textbox', { name: word('first.name'), exact: true }).fill('Ben Roth');
  await button(walk, 'people.begin').click();
  await expect(page.locator('.dialog')).toHaveCount(0);
}

async function walkLocked(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  await expect(page.getByRole('heading', { name: word('lock.title') })).toBeVisible();
  await look('locked');
  await page.getByLabel(word('lock.passphrase'), { exact: true }).fill('no');
  await button(walk, 'lock.unlock').click();
  await expect(page.getByRole('alert').or(page.locator('.text-field-error')).first()).toBeVisible();
  await look('locked: wrong passphrase');
  await button(walk, 'lock.withRecovery').click();
  await look('locked: recovery key');
  await button(walk, 'lock.withPassphrase').click();
  await button(walk, 'lock.forgotten').click();
  await look('locked: forgotten');
  await button(walk, 'lock.eraseShow').click();
  await expect(page.locator('.erase-lost')).toBeVisible();
  await look('locked: erase');
}

/** Pairs, sends, and loses the server. */
export async function walkServer(walk: Walk, server: SatchelServer): Promise<void> {
  const { page, word, look } = walk;
  const code = (await server.satchel('pair')).trim().split('\n')[0] ?? '';
  await goTo(walk, '/pair', 'pair.title');
  await page.getByLabel(word('pair.code')).fill(code);
  await button(walk, 'pair.confirm').click();
  await expect(page.getByText(word('pair.already'))).toBeVisible();
  await look('paired');
  await button(walk, 'pair.forget').click();
  await lookAtDialog(walk, 'forget the server', 'ui.cancel');
  await goTo(walk, '/outbox', 'outbox.title');
  await expect(page.getByRole('heading', { name: word('outbox.headAllSafe') })).toBeVisible();
  await look('outbox: all safe');
  await goTo(walk, '/', 'ui.appName');
  await look('list: with a server');
  await page.route('**/sync/v1/**', (route) => route.abort());
  const study = syntheticStudy('CT', { seed: 'walk/outbox' }, { rows: 64, sliceCount: 2 });
  await walkImport(walk, await writeInstances(path.join(walk.folder, 'outbox'), study));
  await goTo(walk, '/outbox', 'outbox.title');
  await expect(page.locator('.outbox-study')).toHaveCount(1);
  await look('outbox: one that cannot go up');
}

/** What is seen when something of the app or the browser fails; for a browser without service workers. */
export async function walkFailures(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  const another = async (prepare: () => void): Promise<void> => {
    await page.addInitScript(prepare);
    await page.goto(walk.url);
  };
  await page.route(/\/gallery-.*\.js/, (route) => route.abort());
  await page.goto(`${walk.url}/gallery`);
  await expect(page.getByRole('heading', { name: word('bug.title') })).toBeVisible();
  await look('something broke');
  await another(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'UnknownError');
    };
  });
  await expect(page.getByRole('heading', { name: word('app.openFailed') })).toBeVisible();
  await look('the archive cannot be opened');
  await another(() => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: false });
  });
  await expect(page.getByRole('heading', { name: word('insecure.title') })).toBeVisible();
  await look('an address without HTTPS');
}
