import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSatchelServer, type SatchelServer } from '../../../e2e/pages/satchel-server.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { pairWith, receiptsOf, stowTo } from '../testing/process-client.ts';
import { sha256Of, slice } from '../testing/test-server.ts';

const servers: SatchelServer[] = [];
const sockets: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.dispose()));
  for (const socket of sockets.splice(0)) socket.close();
});

async function serverWith(env: Readonly<Record<string, string>> = {}): Promise<SatchelServer> {
  const server = await createSatchelServer(env);
  servers.push(server);
  return server;
}

describe('a start that cannot succeed ends with a sentence', () => {
  it.each([
    [{ SATCHEL_PORT: 'eighty' }, /SATCHEL_PORT must be a whole number/],
    [{ SATCHEL_HOST: 'a host' }, /SATCHEL_HOST must be a host name/],
    [{ SATCHEL_PUBLIC_URL: 'ftp://x' }, /SATCHEL_PUBLIC_URL must be an address/],
    [{ SATCHEL_RATE_LIMIT: '-1' }, /SATCHEL_RATE_LIMIT must be a whole number/],
    [{ SATCHEL_TLS_CERT: '/nowhere.pem' }, /SATCHEL_TLS_KEY is missing/],
    [{ SATCHEL_HOST: '192.0.2.1' }, /192\.0\.2\.1 is no address of this machine/],
  ])(
    '%o',
    async (env, sentence) => {
      const server = await serverWith(env);
      await expect(server.start()).rejects.toThrow(sentence);
      expect(server.output()).not.toMatch(/\n\s+at /);
    },
    60_000,
  );

  it('when its port is taken', async () => {
    const socket = createServer();
    sockets.push(socket);
    const port = await new Promise<number>((resolve) => {
      socket.listen(0, '127.0.0.1', () => {
        const address = socket.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const server = await serverWith({ SATCHEL_PORT: String(port) });
    await expect(server.start()).rejects.toThrow(/is in use by another program/);
  }, 60_000);

  it('when another server has its data, also after that one was killed and came back', async () => {
    const first = await serverWith();
    await first.start();
    const second = await serverWith({ SATCHEL_DATA: first.dataFolder });
    await expect(second.start()).rejects.toThrow(/Another Satchel server is using/);
    await first.kill();
    await first.start();
    await expect(second.start()).rejects.toThrow(/Another Satchel server is using/);
  }, 90_000);
});

describe('the end', () => {
  it('comes soon and clean while a device waits and a sender dawdles, and nothing acknowledged is lost', async () => {
    const server = await serverWith();
    await server.start();
    const token = await pairWith(server);
    const file = await encodeInstance(slice());
    expect((await stowTo(server, token, file)).status).toBe(200);
    const authorization = { Authorization: `Bearer ${token}` };
    const poll = fetch(`${server.url}/sync/v1/changes?cursor=9&wait=25`, {
      headers: authorization,
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    let isSending = true;
    const dawdling = fetch(`${server.url}/dicom-web/studies`, {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/dicom' },
      duplex: 'half',
      body: new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          if (isSending) controller.enqueue(file.slice(0, 100));
          else controller.close();
        },
      }),
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await server.stop()).toBe(0);
    isSending = false;
    expect(await poll).toBe(200);
    expect(await dawdling).not.toBe(200);
    expect(server.output()).not.toMatch(/fault|still running/);
    await server.start();
    expect((await receiptsOf(server, token, [sha256Of(file)])).receipts).toHaveLength(1);
  }, 90_000);

  it('leaves logs that name no patient, no token and no pairing code', async () => {
    const server = await serverWith();
    await server.start();
    const [code = ''] = (await server.satchel('pair')).split('\n');
    const token = (await server.satchel('token', '--label', 'viewer')).trim();
    await stowTo(server, token, await encodeInstance(slice()));
    const authorization = { Authorization: `Bearer ${token}` };
    for (const address of [
      '/dicom-web/studies?PatientName=M%C3%BCller*&PatientID=P-17',
      '/dicom-web/studies/P-17/series/M%C3%BCller',
      '/M%C3%BCller/P-17',
    ])
      await fetch(server.url + address, { headers: authorization });
    await server.stop();
    expect(server.output()).toContain('Satchel is ready at');
    for (const secret of ['Müller', 'M%C3%BCller', 'P-17', token, code])
      expect(server.output()).not.toContain(secret);
  }, 60_000);
});
