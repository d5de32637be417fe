import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium, expect } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { test } from '../pages/satchel-test.ts';
import { expectPicture } from '../pages/viewer-page.ts';
import { chromiumArgs, chromiumPath } from '../tools/find-chromium.ts';

const host = 'satchel.clinic.test';
const hasProgram = (name: string): boolean => spawnSync('which', [name]).status === 0;

/** A clinic's own certificate authority, and a certificate of it for the server's name. */
function makeCertificates(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = (file: string): void =>
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file);
  newKey('ca.key');
  newKey('server.key');
  const authority = ['-x509', '-new', '-key', 'ca.key', '-subj', '/CN=Clinic CA', '-days', '2'];
  openssl('req', ...authority, '-out', 'ca.pem');
  openssl('req', '-new', '-key', 'server.key', '-subj', `/CN=${host}`, '-out', 'server.csr');
  writeFileSync(path.join(folder, 'san.txt'), `subjectAltName=DNS:${host}\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'san.txt'];
  openssl('x509', '-req', '-in', 'server.csr', '-days', '2', ...signed, '-out', 'server.pem');
}

/**
 * A browser that trusts the authority, as a tablet does after its certificate was installed: through the
 * user's own store where certutil is there to fill it. Elsewhere only the server's own key is trusted, by its
 * fingerprint: that proves the name and HTTPS, not the way through the authority.
 */
async function openTrusting(folder: string): Promise<BrowserContext> {
  const certificate = path.join(folder, 'ca.pem');
  const args = [...chromiumArgs, `--host-resolver-rules=MAP ${host} 127.0.0.1`];
  const home = path.join(folder, 'home');
  const store = path.join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  if (hasProgram('certutil')) {
    const database = ['-d', `sql:${store}`];
    execFileSync('certutil', [...database, '-N', '--empty-password']);
    const trusted = ['-A', '-n', 'Clinic CA', '-t', 'C,,', '-i', certificate];
    execFileSync('certutil', [...database, ...trusted]);
  } else {
    const { publicKey } = new X509Certificate(readFileSync(path.join(folder, 'server.pem')));
    const key = publicKey.export({ format: 'der', type: 'spki' });
    const fingerprint = createHash('sha256').update(key).digest('base64');
    args.push(`--ignore-certificate-errors-spki-list=${fingerprint}`);
  }
  return await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: chromiumPath() ?? '',
    args,
    env: { ...process.env, HOME: home },
    viewport: { width: 1180, height: 820 },
    serviceWorkers: 'allow',
  });
}

/** The server as the clinic's network names it. */
const addressOf = (server: SatchelServer): string => server.url.replace('localhost', host);

test('on a tablet that trusts the clinic’s own authority the app works offline under its name', async ({
  folder,
}) => {
  test.skip(!hasProgram('openssl'), 'no openssl here to make certificates');
  const certificates = path.join(folder, 'certificates');
  makeCertificates(certificates);
  const server = await createSatchelServer({
    SATCHEL_TLS_CERT: path.join(certificates, 'server.pem'),
    SATCHEL_TLS_KEY: path.join(certificates, 'server.key'),
  });
  await server.start();
  const tablet = await openTrusting(certificates);
  try {
    const page = await tablet.newPage();
    const address = addressOf(server);
    await firstRun(page, address);
    const study = syntheticStudy('CT', { seed: 'https', PatientName: 'Tls^Tina' }, { rows: 64 });
    await importBy(page, 'Files', await writeInstances(path.join(folder, 'disc'), study));
    await page.goto(`${address}/settings`);
    await expect(page.getByText(/Ready for offline: all/)).toBeVisible({ timeout: 90_000 });
    await server.stop();
    await page.goto(address);
    await page.getByRole('link', { name: /Tls/ }).click();
    await expectPicture(page);
  } finally {
    await tablet.close();
    await server.dispose();
  }
});

test('without HTTPS, under a name of the network, the app says what is missing instead of half working', async ({
  folder,
  server,
}) => {
  const tablet = await chromium.launchPersistentContext(path.join(folder, 'plain'), {
    executablePath: chromiumPath() ?? '',
    args: [...chromiumArgs, `--host-resolver-rules=MAP ${host} 127.0.0.1`],
  });
  const page = await tablet.newPage();
  await page.goto(addressOf(server));
  await expect(
    page.getByRole('heading', { name: 'This address is not safe enough' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Begin' })).toHaveCount(0);
  await tablet.close();
});
