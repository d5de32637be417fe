import { describe, expect, it, vi } from 'vitest';
import { openTestArchive } from '../testing/test-archive.ts';
import { liveStore, unchanged } from './live-store.ts';

describe('a live store', () => {
  it('reads again by itself what could not be read, though nothing changes', async () => {
    const archive = await openTestArchive();
    let readCount = 0;
    const store = liveStore<void, number>({
      archive,
      empty: 0,
      prepare: () => Promise.resolve(),
      watch: () => archive.db.meta.get('seq'),
      read() {
        readCount += 1;
        if (readCount === 1) return Promise.resolve(unchanged);
        return readCount === 2 ? Promise.reject(new Error('lost')) : Promise.resolve(readCount);
      },
    });
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get()).toBe(3), { timeout: 5000 });
    leave();
    archive.close();
  });

  it('prepares again where that failed', async () => {
    const archive = await openTestArchive();
    let preparedCount = 0;
    const store = liveStore<number, number>({
      archive,
      empty: 0,
      prepare() {
        preparedCount += 1;
        return preparedCount === 1 ? Promise.reject(new Error('lost')) : Promise.resolve(7);
      },
      watch: () => archive.db.meta.get('seq'),
      read: (context) => Promise.resolve(context),
    });
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get()).toBe(7), { timeout: 5000 });
    leave();
    archive.close();
  });

  it('never reads twice at a time when the keys change under a reading, and forgets what that had read', async () => {
    const archive = await openTestArchive();
    const bundle = archive.keys();
    let runningCount = 0;
    let begunCount = 0;
    let mostAtOnce = 0;
    let goOn = (): void => undefined;
    let memory: string[] = [];
    const store = liveStore<void, string>({
      archive,
      empty: '',
      prepare: () => Promise.resolve(),
      watch: () => archive.db.meta.get('seq'),
      async read() {
        runningCount += 1;
        begunCount += 1;
        mostAtOnce = Math.max(mostAtOnce, runningCount);
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        memory.push('decrypted');
        runningCount -= 1;
        return memory.join(' ');
      },
      forget() {
        memory = [];
      },
    });
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(begunCount).toBe(1));
    archive.session.set('unlocked', bundle);
    await pause(30);
    expect(mostAtOnce).toBe(1);
    goOn();
    await vi.waitFor(() => expect(begunCount).toBe(2));
    archive.session.set('locked', null);
    goOn();
    await vi.waitFor(() => expect(runningCount).toBe(0));
    await pause(0);
    expect(memory).toEqual([]);
    expect(store.get()).toBe('');
    leave();
    archive.close();
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
