import { describe, expect, it } from 'vitest';
import { openTestArchive } from '../testing/test-archive.ts';
import { lockArchive } from './lock-archive.ts';
import { setPassphrase, unlockWithPassphrase } from './lock.ts';
import { readSetting, saveSetting } from './settings.ts';
import { createUnderCover, suspendedMs, underCoverMs } from './under-cover.ts';

async function world() {
  const archive = await openTestArchive();
  await setPassphrase(archive, 'correct horse battery staple');
  const clock = { wallMs: 1_000_000, steadyMs: 0, ticks: new Set<() => void>() };
  const cover = createUnderCover(archive, {
    wallMs: () => clock.wallMs,
    steadyMs: () => clock.steadyMs,
    everySecond(callback) {
      clock.ticks.add(callback);
      return () => void clock.ticks.delete(callback);
    },
  });
  const pass = (wallMs: number, steadyMs = wallMs): void => {
    clock.wallMs += wallMs;
    clock.steadyMs += steadyMs;
    for (const tick of clock.ticks) tick();
  };
  const work = { isRunning: true };
  cover.addWork(() => work.isRunning);
  return { archive, cover, clock, pass, work };
}

describe('work behind a closed lock', () => {
  it('keeps its keys until it has ended, while the page has none from the first moment', async () => {
    const { archive, cover, pass, work, clock } = await world();
    lockArchive(archive);
    expect(archive.keys()).toBeNull();
    expect(await readSetting(archive, 'mine')).toMatchObject({ ok: false });
    expect(await saveSetting(cover.archive, 'mine', 1)).toMatchObject({ ok: true });
    pass(60_000);
    expect(cover.state()).toEqual({ phase: 'finishing', leftS: underCoverMs / 1000 - 60 });
    work.isRunning = false;
    pass(1000);
    expect(cover.state()).toEqual({ phase: 'closed' });
    expect(cover.archive.keys()).toBeNull();
    expect(clock.ticks.size).toBe(0);
  });

  it('loses them in the same moment where nothing is under way', async () => {
    const { archive, cover, work } = await world();
    work.isRunning = false;
    const told: string[] = [];
    cover.subscribe(() => told.push(cover.state().phase));
    lockArchive(archive);
    expect(cover.archive.keys()).toBeNull();
    expect(told).toEqual(['closed']);
  });

  it.each([
    ['time that passes', underCoverMs, underCoverMs],
    ['sleep, in which only the wall clock goes on', underCoverMs, 1000],
    ['a clock that was put back', -3_600_000, underCoverMs],
  ])('loses them after its time at the latest: %s', async (_name, wallMs, steadyMs) => {
    const { archive, cover, pass } = await world();
    lockArchive(archive);
    for (let minute = 1; minute < underCoverMs / 60_000; minute += 1) pass(60_000);
    pass(58_000);
    expect(cover.archive.keys()).not.toBeNull();
    pass(wallMs, steadyMs);
    expect(cover.archive.keys()).toBeNull();
  });

  it('loses them as soon as a suspended page is called again: nothing was being sent, and they lay there', async () => {
    const { archive, cover, pass, clock } = await world();
    lockArchive(archive);
    pass(suspendedMs);
    expect(cover.archive.keys()).not.toBeNull();
    clock.wallMs += suspendedMs + 1;
    // Before any timer: what wakes the page asks first.
    cover.look();
    expect(cover.archive.keys()).toBeNull();
    expect(cover.state()).toEqual({ phase: 'closed' });
  });

  it('loses them when a person does not want to wait', async () => {
    const { archive, cover } = await world();
    lockArchive(archive);
    cover.closeNow();
    expect(cover.archive.keys()).toBeNull();
  });

  it('goes on with the same keys after unlocking, and begins to count anew at the next lock', async () => {
    const { archive, cover, pass } = await world();
    lockArchive(archive);
    pass(60_000);
    await unlockWithPassphrase(archive, 'correct horse battery staple');
    expect(cover.state()).toEqual({ phase: 'open' });
    pass(10_000);
    expect(cover.archive.keys()).toBe(archive.keys());
    lockArchive(archive);
    expect(cover.state()).toEqual({ phase: 'finishing', leftS: underCoverMs / 1000 });
  });

  it('loses keys that open nothing any more: another window has set a lock, or the store was erased', async () => {
    const { archive, cover } = await world();
    await archive.db.meta.put({ name: 'keys', activeKeyId: 'another', retiringKeyId: null });
    archive.session.set('locked', null);
    await expect.poll(() => cover.archive.keys()).toBeNull();
  });
});
