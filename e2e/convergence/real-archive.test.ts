import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import type { Archive } from '../../web/src/archive/archive.ts';
import { type FeedCursor, readCursor, takeStudyRows } from '../../web/src/archive/changes.ts';
import { readDevice, savePairing } from '../../web/src/archive/device.ts';
import { readStudyDetail, readStudySummaries } from '../../web/src/archive/find-studies.ts';
import { holdLease } from '../../web/src/archive/lease.ts';
import { readMarks, saveMark } from '../../web/src/archive/marks.ts';
import { readOutboxSummary } from '../../web/src/archive/outbox.ts';
import { savePerson, setCurrentPerson } from '../../web/src/archive/people.ts';
import { instanceByteSource } from '../../web/src/archive/read-frame.ts';
import { storeInstances } from '../../web/src/archive/store-instance.ts';
import { archiveSyncStore } from '../../web/src/sync/archive-sync-store.ts';
import { fetchInstanceBytes } from '../../web/src/sync/fetch-instance.ts';
import { createHubClient } from '../../web/src/sync/hub-client.ts';
import { readStudyChanges } from '../../web/src/sync/pull-scoped.ts';
import { createSyncEngine, type SyncEngine } from '../../web/src/sync/sync-engine.ts';
import { openTestArchive, toStore, valueOf } from '../../web/src/testing/test-archive.ts';
import { VirtualHub } from './virtual-hub.ts';

// The large instance goes in parts.
vi.mock('#shared/sync/protocol.ts', async (original) => ({
  ...(await original<object>()),
  bundleBytesMax: 6000,
  partBytesMax: 8000,
}));

const study = {
  seed: 'real-archive',
  PatientName: 'Real^Archive',
  PatientID: 'R1',
  AccessionNumber: 'A1',
  StudyDate: '20260503',
};

let hub: VirtualHub;
const engines: SyncEngine[] = [];

beforeEach(() => {
  hub = new VirtualHub(
    () => Date.now(),
    () => undefined,
  );
  hub.start();
});

afterEach(async () => {
  for (const engine of engines.splice(0)) engine.stop();
  await hub.archive.index.close();
});

/** Answers of the server; a long poll is held back a little, as its own wait is switched off. */
const hubFetch: typeof fetch = async (input, init) => {
  const url = `http://hub.test${input instanceof Request ? input.url : String(input)}`;
  const { method = 'GET', body = null, headers } = init ?? {};
  if (url.includes('wait=25')) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  return hub.answer(
    new Request(url, { method, body, ...(headers === undefined ? {} : { headers }) }),
  );
};

async function pairedDevice(): Promise<{ archive: Archive; engine: SyncEngine; token: string }> {
  const archive = await openTestArchive();
  const { deviceId } = valueOf(await readDevice(archive));
  const token = await hub.addDevice(deviceId);
  valueOf(await savePairing(archive, { hub: hub.identity, token }));
  const person = valueOf(await savePerson(archive, { name: 'Ana', profession: 'radiologist' }));
  valueOf(await setCurrentPerson(archive, person.id));
  const engine = createSyncEngine({
    store: archiveSyncStore(archive),
    createClient: (pairing) =>
      createHubClient({
        origin: '',
        token: pairing.token,
        hubId: pairing.hub.hubId,
        fetch: hubFetch,
      }),
    appVersion: 'test',
    isScoped: true,
    now: () => Date.now(),
    random: () => 0.1,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    onChange: () => undefined,
  });
  engines.push(engine);
  return { archive, engine, token };
}

async function makeFiles(): Promise<readonly Uint8Array[]> {
  const plans = [
    { study, index: 0, count: 2, rows: 8 },
    { study, index: 1, count: 2, rows: 64 },
  ];
  return Promise.all(plans.map((plan) => encodeInstance(ctSlice(plan))));
}

const old = { ...study, seed: 'old', StudyDate: '20190101', PatientID: 'OLD' };
const uidOf = (plan: typeof study): string =>
  textOf(ctSlice({ study: plan, index: 0, count: 2, rows: 8 }).dataset, tags.StudyInstanceUID);

/** Until the feed was read up to a row. */
async function untilRead(archive: Archive, cursor: number): Promise<{ readonly feed: FeedCursor }> {
  return vi.waitFor(
    async () => {
      const feed = valueOf(await readCursor(archive));
      if (feed === null) throw new Error('no feed yet');
      expect(feed.cursor).toBe(cursor);
      return { feed };
    },
    { timeout: 20_000, interval: 20 },
  );
}

async function untilQuiet(archive: Archive): Promise<void> {
  await vi.waitFor(
    async () => {
      const { instanceCount, opCount } = valueOf(await readOutboxSummary(archive));
      expect({ instanceCount, opCount }).toEqual({ instanceCount: 0, opCount: 0 });
    },
    { timeout: 20_000, interval: 20 },
  );
}

describe('the archive of the app and the server', () => {
  it('[PUSH6] [RCPT1] [PULL2] [PULL3] move a study and its mark to a second device, byte for byte', async () => {
    const ana = await pairedDevice();
    const files = await makeFiles();
    valueOf(
      await storeInstances(ana.archive, await Promise.all(files.map((file) => toStore(file)))),
    );
    const [summary] = valueOf(await readStudySummaries(ana.archive, 0)).studies;
    const { StudyInstanceUID = '', key = '' } = summary ?? {};
    const [series] = valueOf(await readStudyDetail(ana.archive, key)).series;
    const points = [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ];
    const mark = {
      kind: 'length' as const,
      StudyInstanceUID,
      SeriesInstanceUID: series?.SeriesInstanceUID ?? '',
      SOPInstanceUID: series?.instances[0]?.SOPInstanceUID ?? '',
      frameNumber: 1,
      points,
    };
    valueOf(await saveMark(ana.archive, mark));
    await ana.engine.start();
    await untilQuiet(ana.archive);
    const [sent] = valueOf(await readStudySummaries(ana.archive, 0)).studies;
    expect(sent?.whereabouts).toEqual({ instanceCount: 2, localCount: 2, serverCount: 2 });

    const ben = await pairedDevice();
    await ben.engine.start();
    await vi.waitFor(
      async () => {
        const { studies } = valueOf(await readStudySummaries(ben.archive, 0));
        expect(studies[0]?.whereabouts).toEqual({
          instanceCount: 2,
          localCount: 0,
          serverCount: 2,
        });
        expect(valueOf(await readMarks(ben.archive, StudyInstanceUID))[0]?.points).toEqual(points);
      },
      { timeout: 20_000, interval: 20 },
    );
    const [arrived] = valueOf(await readStudySummaries(ben.archive, 0)).studies;
    const detail = valueOf(await readStudyDetail(ben.archive, arrived?.key ?? ''));
    const lease = await holdLease();
    const client = createHubClient({ origin: '', token: ben.token, hubId: null, fetch: hubFetch });
    const signal = new AbortController().signal;
    const context = {
      archive: ben.archive,
      hub: client,
      lease,
      signal,
      onProgress: () => undefined,
    };
    const digests: string[] = [];
    for (const { id } of detail.series.flatMap(({ instances }) => instances)) {
      expect(await fetchInstanceBytes(context, id)).toEqual({ ok: true, value: null });
      const source = valueOf(await instanceByteSource(ben.archive, id));
      digests.push(digestOf(await source.read(0, source.byteLength)));
    }
    lease.release();
    expect(digests.toSorted()).toEqual(files.map(digestOf).toSorted());
    // What came from the server is not sent back to it.
    expect(valueOf(await readOutboxSummary(ben.archive)).instanceCount).toBe(0);
  }, 60_000);

  it('[SCOPE1] [SCOPE3] [SCOPE4] a device is told of what is recent, and has the rest whole once it was opened or worked on', async () => {
    const files = await Promise.all(
      ['old', 'older'].flatMap((seed) =>
        [0, 1].map((index) =>
          encodeInstance(ctSlice({ study: { ...old, seed }, index, count: 2, rows: 8 })),
        ),
      ),
    );
    await hub.bring(files, 90 * 24 * 60 * 60 * 1000);
    await hub.bring([...(await makeFiles())].slice(0, 1), 0);
    const ben = await pairedDevice();
    await ben.engine.start();
    const countsOf = async (): Promise<readonly number[]> => {
      const { studies } = valueOf(await readStudySummaries(ben.archive, 0));
      return studies.map(({ instanceCount }) => instanceCount).toSorted((a, b) => a - b);
    };
    const { feed } = await untilRead(ben.archive, 5);
    expect(await countsOf()).toEqual([1]);
    const opened = uidOf({ ...old, seed: 'old' });
    const client = createHubClient({ origin: '', token: ben.token, hubId: null, fetch: hubFetch });
    const { signal } = new AbortController();
    const question = { client, signal, hub: feed, StudyInstanceUID: opened };
    await readStudyChanges(question, async ({ rows }) => {
      valueOf(await takeStudyRows(ben.archive, feed, rows));
      return { ok: true, value: null };
    });
    expect(await countsOf()).toEqual([1, 2]);
    // Another device brings a file of the second: from then on it is of today, and comes whole.
    const third = await encodeInstance(
      ctSlice({ study: { ...old, seed: 'older' }, index: 2, count: 3, rows: 8 }),
    );
    await hub.bring([third], 0);
    await untilRead(ben.archive, 6);
    await vi.waitFor(async () => expect(await countsOf()).toEqual([1, 2, 3]), {
      timeout: 20_000,
      interval: 20,
    });
  }, 60_000);

  it.each([
    ['and says so', true],
    ['and nobody says so', false],
  ])(
    '[LINK5] offer everything again to a server that lost its disk, %s',
    async (_, isTold) => {
      const ana = await pairedDevice();
      const files = await makeFiles();
      valueOf(
        await storeInstances(ana.archive, await Promise.all(files.map((file) => toStore(file)))),
      );
      await ana.engine.start();
      await untilQuiet(ana.archive);
      await hub.loseEverything(isTold);
      await vi.waitFor(async () => expect(await hub.archive.index.headSeq()).toBe(2), {
        timeout: 20_000,
        interval: 20,
      });
      await untilQuiet(ana.archive);
    },
    60_000,
  );
});

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
