import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const name = hasOpenssl ? 'TLS under an own CA' : 'TLS under an own CA (skipped: no openssl here)';

describe.skipIf(!hasOpenssl)(name, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-ca-'));
  const at = (file: string): string => path.join(folder, file);
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = (file: string): void =>
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file);
  /** A certificate for the server's request, valid for `days` from now on. */
  const sign = (file: string, days: number): void => {
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    const names = ['-extfile', 'san.txt'];
    const request = ['-req', '-in', 'server.csr', '-days', String(days), '-out', file];
    openssl('x509', ...request, ...authority, ...names);
  };
  let server: SatchelServer | null = null;

  beforeAll(() => {
    newKey('ca.key');
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      'ca.key',
      '-subj',
      '/CN=Clinic CA',
      '-days',
      '2',
      '-out',
      'ca.pem',
    );
    newKey('server.key');
    newKey('other.key');
    openssl('req', '-new', '-key', 'server.key', '-subj', '/CN=localhost', '-out', 'server.csr');
    writeFileSync(at('san.txt'), 'subjectAltName=DNS:localhost\n');
    sign('server.pem', 2);
  });
  afterEach(() => server?.dispose());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ask = (url: string, ca: Buffer | undefined): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get(url, { agent: false, ...(ca === undefined ? {} : { ca }) }, (answer) => {
        answer.resume();
        resolve(answer);
      }).once('error', reject);
    });

  it('answers to who trusts the CA, to nobody else, and tells browsers to stay with https', async () => {
    server = await createSatchelServer({
      SATCHEL_TLS_CERT: at('server.pem'),
      SATCHEL_TLS_KEY: at('server.key'),
    });
    await server.start();
    expect(server.output()).toContain('https://localhost:');
    const answer = await ask(`${server.url}/healthz`, readFileSync(at('ca.pem')));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{6,}/);
    await expect(ask(`${server.url}/healthz`, undefined)).rejects.toThrow(/certificate/);
    await expect(fetch(`${server.url.replace('https', 'http')}/healthz`)).rejects.toThrow();
  }, 60_000);

  it('starts with a certificate that expired, and says that devices will refuse it', async () => {
    sign('expired.pem', 0);
    server = await createSatchelServer({
      SATCHEL_TLS_CERT: at('expired.pem'),
      SATCHEL_TLS_KEY: at('server.key'),
    });
    await server.start();
    expect(server.output()).toMatch(/expired on \d{4}-\d\d-\d\d: devices will refuse it/);
    await expect(ask(`${server.url}/healthz`, readFileSync(at('ca.pem')))).rejects.toThrow(
      /expired/,
    );
  }, 60_000);

  it('says that a certificate ends soon, and that it does not name the public address', async () => {
    server = await createSatchelServer({
      SATCHEL_TLS_CERT: at('server.pem'),
      SATCHEL_TLS_KEY: at('server.key'),
      SATCHEL_PUBLIC_URL: 'https://satchel.clinic.example:8443',
    });
    await server.start();
    expect(server.output()).toMatch(/The certificate expires on \d{4}-\d\d-\d\d: renew it/);
    expect(server.output()).toContain('does not name satchel.clinic.example');
  }, 60_000);

  it.each([
    ['other.key', 'server.pem', /SATCHEL_TLS_KEY: .*other\.key is not the key of the certificate/],
    ['server.csr', 'server.pem', /SATCHEL_TLS_KEY: .*server\.csr is no private key/],
    ['server.key', 'server.key', /SATCHEL_TLS_CERT: .*server\.key is no certificate/],
    ['none.key', 'server.pem', /SATCHEL_TLS_KEY: the file .*none\.key cannot be read/],
  ])(
    'says what is wrong with key %s and certificate %s',
    async (key, cert, sentence) => {
      server = await createSatchelServer({ SATCHEL_TLS_CERT: at(cert), SATCHEL_TLS_KEY: at(key) });
      await expect(server.start()).rejects.toThrow(sentence);
      expect(server.output()).not.toMatch(/\n\s+at /);
    },
    60_000,
  );
});
