import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import type { KeyBundle } from '../../archive/key-session.ts';
import { type SpawnedWorker, WorkerKeeper } from './worker-keeper.ts';

interface FakeWorker {
  readonly log: string[];
  crash: () => void;
}

function world(lingerMs = 1_000_000) {
  const workers: FakeWorker[] = [];
  const listeners = new Set<() => void>();
  let keys: KeyBundle | null = {} as KeyBundle;
  const archive = {
    keys: () => keys,
    subscribeLock(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as Partial<Archive> as Archive;
  const spawn = (): SpawnedWorker => {
    const worker: FakeWorker = { log: [], crash: () => undefined };
    workers.push(worker);
    const note = (what: string): Promise<void> => {
      worker.log.push(what);
      return Promise.resolve();
    };
    const api = {
      open: () => note('open').then(() => ok(undefined)),
      exchangeKeys: () => note('keys'),
      lead: () => note('lead'),
    } as unknown as SpawnedWorker['api'];
    return {
      api,
      terminate: () => void note('terminate'),
      onCrash(listener) {
        worker.crash = listener;
      },
    };
  };
  let covered = false;
  const keeper = new WorkerKeeper(archive, { spawn, lingerMs, isCovered: () => covered });
  const setCovered = (isCovered: boolean): void => {
    covered = isCovered;
  };
  const setKeys = (next: KeyBundle | null): void => {
    keys = next;
    for (const listener of listeners) listener();
  };
  return { keeper, workers, setKeys, setCovered };
}

const never = () => new Promise<never>(() => undefined);
const done = () => Promise.resolve(ok(7));
const tenure = () => Promise.resolve({ clientId: 'c' });

describe('the keeper of the sync worker', () => {
  it('starts one with the keys when there is work, and keeps it for the next', async () => {
    const { keeper, workers } = world();
    expect(workers).toHaveLength(0);
    expect(await keeper.call(done)).toEqual(ok(7));
    expect(await keeper.call(done)).toEqual(ok(7));
    expect(workers.map(({ log }) => log)).toEqual([['open']]);
  });

  it('[TAB4] ends it with the lock, and every call under way in a value', async () => {
    const { keeper, workers, setKeys } = world();
    await keeper.lead(tenure);
    const waiting = keeper.call(never);
    setKeys(null);
    expect(await waiting).toMatchObject({ ok: false, failure: { code: 'OFFLINE' } });
    expect(workers[0]?.log).toEqual(['open', 'lead', 'terminate']);
    const refused = { ok: false, failure: { code: 'LOCAL_STORE', detail: 'LOCKED' } };
    expect(await keeper.call(done)).toMatchObject(refused);
    expect(workers).toHaveLength(1);
  });

  it('goes on leading behind a closed lock as long as it has keys, and begins nothing new there', async () => {
    const { keeper, workers, setKeys, setCovered } = world();
    await keeper.lead(tenure);
    setCovered(true);
    expect(keeper.isLeading()).toBe(true);
    const refused = { ok: false, failure: { code: 'LOCAL_STORE', detail: 'LOCKED' } };
    expect(await keeper.call(done)).toMatchObject(refused);
    expect(workers.map(({ log }) => log)).toEqual([['open', 'lead']]);
    setKeys(null);
    expect(keeper.isLeading()).toBe(false);
    expect(workers[0]?.log).toEqual(['open', 'lead', 'terminate']);
  });

  it('hands on exchanged keys, and does not start one for them', async () => {
    const { keeper, workers, setKeys } = world();
    setKeys({} as KeyBundle);
    expect(workers).toHaveLength(0);
    await keeper.call(done);
    setKeys({} as KeyBundle);
    expect(workers[0]?.log).toEqual(['open', 'keys']);
  });

  it('answers for a worker that crashed, and starts another for the next call', async () => {
    const { keeper, workers } = world();
    const waiting = keeper.call(never);
    workers[0]?.crash();
    expect(await waiting).toMatchObject({ ok: false });
    expect(await keeper.call(done)).toEqual(ok(7));
    expect(workers).toHaveLength(2);
  });

  it('lets an idle one go, but not one that leads', async () => {
    const idle = world(1);
    await idle.keeper.call(done);
    await vi.waitFor(() => expect(idle.workers[0]?.log).toEqual(['open', 'terminate']));
    const leading = world(1);
    await leading.keeper.lead(tenure);
    await leading.keeper.call(done);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(leading.workers[0]?.log).toEqual(['open', 'lead']);
  });

  it('makes a failure of what the worker throws', async () => {
    const { keeper } = world();
    const thrown = await keeper.call(() => Promise.reject(new TypeError('bug')));
    expect(thrown).toEqual(
      fail({ code: 'LOCAL_STORE', step: 'sync', retry: 'later', detail: 'TypeError' }),
    );
  });
});
