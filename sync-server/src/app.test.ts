import { beforeEach, describe, expect, it } from 'vitest';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { createPairing } from './access/tokens.ts';
import { createTestServer, slice, type TestServer } from './testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

describe('access', () => {
  it('gives nothing of patients to anybody without a token', async () => {
    await server.stow([await encodeInstance(slice())]);
    for (const path of [
      '/dicom-web/studies',
      '/dicom-web/studies/1.2/metadata',
      '/sync/v1/changes?cursor=0',
    ]) {
      const answer = await server.ask(path, { token: null });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('Müller');
    }
  });

  it('takes a pairing code once, and not after five wrong tries', async () => {
    const code = await createPairing(server.deps.archive.index, server.deps.now());
    const device = { deviceId: 'd', deviceName: 't' };
    expect((await server.post('/sync/v1/pair', null, { code, ...device })).status).toBe(200);
    expect((await server.post('/sync/v1/pair', null, { code, ...device })).status).toBe(403);
    const second = await createPairing(server.deps.archive.index, server.deps.now());
    for (let i = 0; i < 5; i += 1)
      await server.post('/sync/v1/pair', null, { code: '00000000', ...device });
    expect((await server.post('/sync/v1/pair', null, { code: second, ...device })).status).toBe(
      403,
    );
  });

  it('ends a revoked token at once', async () => {
    const [token] = await server.deps.archive.index.tokens('client');
    await server.deps.archive.index.revokeToken(token?.id ?? '', server.deps.now().toISOString());
    const answer = await server.ask('/dicom-web/studies');
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'REVOKED' }]);
  });

  it('answers 429 with Retry-After beyond the limit', async () => {
    server = await createTestServer({ rateLimitPerSecond: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await server.ask('/dicom-web/studies')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  });
});

describe('logs', () => {
  it('hold nothing of a patient, whatever is asked', async () => {
    await server.stow([await encodeInstance(slice())]);
    await server.ask('/dicom-web/studies?PatientName=M%C3%BCller%5E%C3%84nne&PatientID=P-17');
    await server.ask('/dicom-web/studies/P-17/series/Müller');
    expect(server.logged.join('\n')).not.toMatch(/M[üu]ller|P-17/i);
  });
});
