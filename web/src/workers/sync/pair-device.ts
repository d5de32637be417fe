import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import { parsePairAnswer } from '#shared/sync/parse-answers.ts';
import type { PairRequest } from '#shared/sync/protocol.ts';
import type { Archive } from '../../archive/archive.ts';
import { readDevice, savePairing } from '../../archive/device.ts';
import { createHubClient } from '../../sync/hub-client.ts';
import { localFailure } from '../../sync/sync-store.ts';

/** Pairs this device with the server at `origin` by a code that somebody read from the server. */
export async function pairDevice(
  archive: Archive,
  origin: string,
  code: string,
): Promise<Result<null, SyncFailure>> {
  const device = await readDevice(archive);
  if (!device.ok) return fail(localFailure('pair', device.failure));
  const { deviceId, name } = device.value;
  const hub = createHubClient({
    origin: origin === location.origin ? '' : origin,
    token: '',
    hubId: null,
  });
  const answer = await hub.json(
    {
      method: 'POST',
      path: '/sync/v1/pair',
      step: 'pair',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, deviceId, deviceName: name } satisfies PairRequest),
      signal: AbortSignal.timeout(30_000),
    },
    parsePairAnswer,
  );
  if (!answer.ok) return answer;
  const saved = await savePairing(archive, { hub: answer.value.hub, token: answer.value.token });
  return saved.ok ? ok(null) : fail(localFailure('pair', saved.failure));
}
