import { expect, it } from 'vitest';
import { createPairing } from './access/tokens.ts';
import { runCommand } from './commands.ts';
import { createTestServer } from './testing/test-server.ts';

it('a device whose name holds line breaks and terminal commands is one plain line of the list', async () => {
  const server = await createTestServer();
  const { index } = server.deps.archive;
  const code = await createPairing(index, server.deps.now());
  const deviceName = 'Tablet\u001b[2K\n0123  Ward 3\u202e\u2028\u0085Ä';
  await server.post('/sync/v1/pair', null, { code, deviceId: 'd1', deviceName });
  const { stdout } = await runCommand(index, ['devices'], server.deps.now());
  expect(stdout.trimEnd().split(/[\n\r\u2028\u0085]/)).toHaveLength(1);
  expect(stdout).toContain('  Tablet\uFFFD[2K\uFFFD0123  Ward 3\uFFFD\uFFFD\uFFFDÄ  made');
});

it('a revoked device is refused from the next request on, and is revoked once', async () => {
  const server = await createTestServer();
  const { index } = server.deps.archive;
  const { token } = await server.pairDevice();
  const [device] = await index.tokens('device');
  const run = (...args: string[]) => runCommand(index, args, server.deps.now());
  const status = async (): Promise<number> =>
    (await server.ask('/sync/v1/changes', { token })).status;
  expect(await status()).toBe(200);
  expect((await run('tokens', 'revoke', device?.id ?? '')).exitCode).toBe(2);
  expect(await status()).toBe(200);
  expect((await run('devices', 'revoke', device?.id ?? '')).exitCode).toBe(0);
  expect(await status()).toBe(401);
  expect((await run('devices', 'revoke', device?.id ?? '')).exitCode).toBe(2);
  expect((await run('devices')).stdout).toContain('revoked 2026-05-04');
});

it('a pairing code is taken once, and not after five wrong ones', async () => {
  const server = await createTestServer();
  const { index } = server.deps.archive;
  const pair = async (code: string): Promise<number> =>
    (await server.post('/sync/v1/pair', null, { code, deviceId: 'd', deviceName: 'x' })).status;
  const first = await createPairing(index, server.deps.now());
  expect([await pair(first), await pair(first)]).toEqual([200, 403]);
  const second = await createPairing(index, server.deps.now());
  for (let tries = 0; tries < 4; tries += 1) expect(await pair(`WR0N-G00${tries}`)).toBe(403);
  expect(await pair(second.toLowerCase().replace('-', ' '))).toBe(200);
  const third = await createPairing(index, server.deps.now());
  for (let tries = 0; tries < 5; tries += 1) expect(await pair(`WR0N-G00${tries}`)).toBe(403);
  expect(await pair(third)).toBe(403);
});
