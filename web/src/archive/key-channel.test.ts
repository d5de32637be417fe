import { expect, it } from 'vitest';
import { openTestArchive, testProfile } from '../testing/test-archive.ts';
import { lockArchive } from './lock-archive.ts';
import { setPassphrase } from './lock.ts';
import { readSetting, saveSetting } from './settings.ts';

async function twoWindows(name: string) {
  const profile = { ...testProfile(), name, shareKeys: true };
  const first = await openTestArchive(profile);
  const second = await openTestArchive(profile);
  const states: string[] = [];
  for (const archive of [first, second]) {
    archive.subscribeLock(() => states.push(archive.lockState()));
  }
  return { first, second, states };
}

it('hands the keys of a first lock on to the other windows', async () => {
  const { first, second, states } = await twoWindows('keys-set');
  await saveSetting(second, 'mine', 'before');
  expect(await setPassphrase(first, 'correct horse battery staple')).toMatchObject({ ok: true });
  await expect.poll(() => second.lockState()).toBe('unlocked');
  expect(await readSetting(second, 'mine')).toEqual({ ok: true, value: 'before' });
  expect(states).not.toContain('locked');
  first.close();
  second.close();
});

it('closes no window in the moment between a new lock and its keys, but where none come, and then only that one', async () => {
  const { first, second } = await twoWindows('keys-late');
  await setPassphrase(first, 'correct horse battery staple');
  await expect.poll(() => second.lockState()).toBe('unlocked');
  await second.db.meta.put({ name: 'keys', activeKeyId: 'another', retiringKeyId: null });
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  expect(second.lockState()).toBe('unlocked');
  const keys = second.keys();
  if (keys === null) throw new Error('locked');
  first.session.set('unlocked', { ...keys, active: { ...keys.active, keyId: 'another' } });
  await expect.poll(() => second.keys()?.active.keyId).toBe('another');
  await second.db.meta.put({ name: 'keys', activeKeyId: 'lost', retiringKeyId: null });
  await expect.poll(() => second.lockState(), { timeout: 4000 }).toBe('locked');
  first.close();
  second.close();
});

it('locks all windows that hold the same keys, and none that was given others since', async () => {
  const { first, second } = await twoWindows('keys-lock');
  await setPassphrase(first, 'correct horse battery staple');
  await expect.poll(() => second.lockState()).toBe('unlocked');
  const channel = new BroadcastChannel('keys-lock-keys');
  channel.postMessage({ type: 'lock', keyId: 'of-before' });
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(second.lockState()).toBe('unlocked');
  lockArchive(first);
  await expect.poll(() => second.lockState()).toBe('locked');
  channel.close();
  first.close();
  second.close();
});
