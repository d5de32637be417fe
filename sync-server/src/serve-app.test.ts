import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestServer, type TestServer } from './testing/test-server.ts';

let folder: string;
let server: TestServer;

function build(name: string, script: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), `<script src="/assets/${name}"></script>`);
  writeFileSync(path.join(folder, 'assets', name), script);
  writeFileSync(path.join(folder, 'assets', `${name}.gz`), gzipSync(script));
  writeFileSync(path.join(folder, '.built-from'), name);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'satchel-web-'));
  build('first-aa.js', 'one');
  server = await createTestServer({ webFolder: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('serves the page at its routes and assets for ever, packed where that is taken', async () => {
  const page = await server.ask('/study/opaque', { token: null });
  expect([page.status, page.headers.get('Cache-Control')]).toEqual([200, 'no-cache']);
  const script = await server.ask('/assets/first-aa.js', {
    headers: { 'Accept-Encoding': 'gzip' },
  });
  expect(script.headers.get('Content-Encoding')).toBe('gzip');
  expect(script.headers.get('Cache-Control')).toMatch(/immutable/);
  expect(Buffer.from(await script.arrayBuffer())).toEqual(gzipSync('one'));
});

it('knows the files of a new build at once, and no longer those of the one before', async () => {
  expect((await server.ask('/assets/first-aa.js')).status).toBe(200);
  build('second-bb.js', 'two');
  expect(await (await server.ask('/')).text()).toContain('second-bb.js');
  expect(await (await server.ask('/assets/second-bb.js')).text()).toBe('two');
  expect((await server.ask('/assets/first-aa.js')).status).toBe(404);
});

it('says that the app is being built while there is no page', async () => {
  rmSync(folder, { recursive: true, force: true });
  const answer = await server.ask('/study/opaque');
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
});

it.each([
  '/../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/.built-from',
  '/assets',
  '//etc/passwd',
])('gives no file that is not the app: %s', async (address) => {
  const text = await (await server.ask(address)).text();
  expect(text).not.toMatch(/"name"|first-aa\.js$|root:/);
});

it('leads a share that no service worker took to the page that says so', async () => {
  const answer = await server.ask('/share', { method: 'POST', body: 'x', redirect: 'manual' });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/import?shared=lost']);
});
