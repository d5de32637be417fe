import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { ok } from '#shared/failure/result.ts';
import type { Op } from '#shared/sync/op.ts';
import { receiptText, serverHeader, type Receipt } from '#shared/sync/protocol.ts';
import { createHubClient } from './hub-client.ts';
import { createSyncEngine, type SyncEngine } from './sync-engine.ts';
import type { FeedPosition, SyncStore } from './sync-store.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
const key = {
  kid: createHash('sha256').update(raw).digest('hex').slice(0, 16),
  publicKey: raw.toString('base64url'),
};
const bytes = new TextEncoder().encode('an instance');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const head = { seq: 1, mark: 'm' };
const op: Op = {
  id: 'd.e.1',
  user: { id: 'u', name: 'U', profession: 'vet' },
  hlc: '1700000000000-0000-d',
  target: { type: 'mark', id: 'm', StudyInstanceUID: '1.2' },
  kind: 'mark.delete',
  field: '',
  value: {},
  base: [],
};
const stowed = {
  '00081199': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1.2'] } }] },
};

/** Answers by path; a value is sent as JSON, a promise is waited for, null means: never. */
type Answers = Record<string, (body: string) => unknown>;

const engines: SyncEngine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.stop();
});

/** The real engine and its real requests over a store and a server in memory. */
class World {
  epoch = 'E1';
  readonly stored = new Set<string>();
  feed: FeedPosition | null = null;
  isWaiting = true;
  ops: readonly Op[] = [];
  readonly log: string[] = [];
  answers: Answers = {};
  beforeSave: () => Promise<void> = () => Promise.resolve();
  engine: SyncEngine | null = null;

  async start(): Promise<SyncEngine> {
    const engine = createSyncEngine({
      store: this.store(),
      createClient: ({ token, hub }) =>
        createHubClient({ origin: '', token, hubId: hub.hubId, fetch: this.fetch }),
      appVersion: 'test',
      now: () => Date.now(),
      random: () => 0.001,
      setTimer(callback, delayMs) {
        const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1));
        return () => clearTimeout(timer);
      },
      onChange: () => undefined,
    });
    engines.push(engine);
    this.engine = engine;
    await engine.start();
    return engine;
  }

  count(what: string): number {
    return this.log.filter((line) => line === what).length;
  }

  private readonly fetch: typeof fetch = async (input, init) => {
    const path = (input instanceof Request ? input.url : String(input)).split('?')[0] ?? '';
    const step = path.split('/').at(-1) ?? '';
    this.log.push(step);
    const body = typeof init?.body === 'string' ? init.body : '';
    const answer = (this.answers[step] ?? this.usual(step))(body);
    const json: unknown = await Promise.resolve(answer ?? new Promise(() => undefined));
    if (json instanceof Response) return json;
    const type = step === 'studies' ? 'application/dicom+json' : 'application/json';
    return new Response(JSON.stringify(json), {
      headers: { [serverHeader]: 'H', 'Content-Type': type },
    });
  };

  private usual(step: string): (body: string) => unknown {
    const { stored } = this;
    const usual: Answers = {
      hello: () => this.hello(),
      have: () => ({ items: [{ sha256, stored: stored.has(sha256), partOffset: 0 }] }),
      studies: () => {
        stored.add(sha256);
        return stowed;
      },
      receipts: () =>
        stored.has(sha256)
          ? { receipts: [this.receipt()], missing: [], head }
          : { receipts: [], missing: [sha256], head },
    };
    return usual[step] ?? (() => null);
  }

  hello(change: object = {}): unknown {
    const hub = { hubId: 'H', hubEpoch: this.epoch, name: '', key };
    return { hub, nowMs: 0, headSeq: 0, lastOpN: 0, ...change };
  }

  receipt(): Receipt {
    const receipt = {
      sha256,
      byteLength: bytes.byteLength,
      SOPInstanceUID: '1.2',
      level: 'STORED' as const,
      at: '2026-05-04T10:00:00.000Z',
      hubId: 'H',
      hubEpoch: this.epoch,
      seq: 1,
      kid: key.kid,
    };
    const sig = sign(null, Buffer.from(receiptText(receipt)), privateKey).toString('base64url');
    return { ...receipt, sig };
  }

  private store(): SyncStore {
    const done = Promise.resolve(ok(undefined));
    const hub = { hubId: 'H', hubEpoch: 'E1', name: '', key };
    const pairing = { deviceId: 'd', epoch: 'e', token: 't', hub };
    const instance = {
      ref: 'r',
      sha256,
      SOPInstanceUID: '1.2',
      byteLength: bytes.byteLength,
      studyKey: 's',
      tries: 0,
    };
    const totals = { instanceCount: 1, byteLength: 0, opCount: 0, bytesByStudy: new Map() };
    return {
      readPairing: () => Promise.resolve(ok(pairing)),
      readFeed: () => Promise.resolve(ok(this.feed)),
      readOutbox: () => {
        const instances = this.isWaiting ? [instance] : [];
        const last = this.ops.length;
        const streams = last === 0 ? [] : [{ stream: 'd.e', fromN: 1, toN: last }];
        const reading = { streams, instances, hasMore: false, nextDueAtMs: null, totals };
        return Promise.resolve(ok(reading));
      },
      readOps: () => Promise.resolve(ok(this.ops)),
      markOpsSent: () => done,
      renumberOps: () => done,
      noteTry: () => done,
      retryNow: () => done,
      byteSource: () => Promise.resolve(ok(memoryByteSource(bytes))),
      saveReceipts: async (receipts) => {
        await this.beforeSave();
        const counting = receipts.filter(({ hubEpoch }) => hubEpoch === this.feed?.hubEpoch);
        if (counting.length > 0) this.isWaiting = false;
        return ok(counting.map((receipt) => receipt.sha256));
      },
      applyChanges: () => done,
      moveFeed: () => done,
      knownStudies: () => Promise.resolve(ok([])),
      forgetServer: ({ hubId, hubEpoch }) => {
        this.feed = { hubId, hubEpoch, cursor: 0, seen: null };
        this.isWaiting = true;
        this.log.push(`forgotten for ${hubEpoch}`);
        return done;
      },
    };
  }
}

const waiting = { timeout: 20_000, interval: 5 };

describe('a server that was restored', () => {
  it('[LINK5] gets everything again though no page of its feed had been read before', async () => {
    const world = new World();
    await world.start();
    await vi.waitFor(() => expect(world.isWaiting).toBe(false), waiting);
    world.engine?.stop();
    world.epoch = 'E2';
    world.stored.clear();
    await world.start();
    await vi.waitFor(() => expect(world.stored.has(sha256)).toBe(true), waiting);
    expect(world.count('forgotten for E2')).toBe(1);
  });

  it('[LINK5] within its life is known by a feed that is shorter than the cursor', async () => {
    const world = new World();
    world.feed = { hubId: 'H', hubEpoch: 'E1', cursor: 50, seen: null };
    world.isWaiting = false;
    let told = 0;
    world.answers['changes'] = () => {
      told += 1;
      return told === 1 ? {} : null;
    };
    await world.start();
    await vi.waitFor(() => expect(world.stored.has(sha256)).toBe(true), waiting);
  });

  it.each(['receipts', 'ops'])(
    '[LINK5] between greeting and %s is shown what it had told, and can find that it lost it',
    async (step) => {
      const world = new World();
      const seen = { seq: 5, mark: 'five' };
      world.feed = { hubId: 'H', hubEpoch: 'E1', cursor: 0, seen };
      if (step === 'ops') world.ops = [op];
      let shown: unknown = null;
      world.answers[step] = (body) => {
        shown = (JSON.parse(body) as { readonly seen?: unknown }).seen;
        return null;
      };
      await world.start();
      await vi.waitFor(() => expect(shown).toEqual({ hubEpoch: 'E1', ...seen }), waiting);
    },
  );
});

describe('an answer', () => {
  it.each([
    ['hello', {}],
    ['hello', null],
    ['have', {}],
    ['have', { items: [{ sha256, stored: 1, partOffset: 0 }] }],
    ['studies', { '00081199': 7 }],
    ['receipts', { receipts: {}, missing: [], head }],
    ['receipts', { receipts: [], missing: [sha256] }],
    ['receipts', { receipts: [null], missing: [], head }],
  ])('[LINK6] of a wrong form to %s is tried again, and holds up nothing', async (step, wrong) => {
    const world = new World();
    let asked = 0;
    world.answers[step] = () => {
      asked += 1;
      if (asked === 2) delete world.answers[step];
      return wrong === null ? Promise.resolve(null) : wrong;
    };
    await world.start();
    await vi.waitFor(() => expect(world.isWaiting).toBe(false), waiting);
    expect(asked).toBe(2);
  });

  it('[LINK6] that the store chokes on frees the lane, which tries again', async () => {
    const world = new World();
    let count = 0;
    world.beforeSave = () => {
      count += 1;
      return count < 3 ? Promise.reject(new TypeError('a fault')) : Promise.resolve();
    };
    await world.start();
    await vi.waitFor(() => expect(world.isWaiting).toBe(false), waiting);
    expect(count).toBe(3);
  });
});

describe('bytes', () => {
  it('[RCPT4] that the server has in its index alone are sent again', async () => {
    const world = new World();
    const { stored } = world;
    world.answers['have'] = () => ({ items: [{ sha256, stored: true, partOffset: 0 }] });
    await world.start();
    await vi.waitFor(() => expect(stored.has(sha256)).toBe(true), waiting);
    await vi.waitFor(() => expect(world.isWaiting).toBe(false), waiting);
  });
});

describe('a server under another key', () => {
  it('[LINK7] is not the one that this device was paired with: nothing is sent to it', async () => {
    const world = new World();
    const other = { kid: key.kid, publicKey: `${key.publicKey.slice(0, -2)}AA` };
    world.answers['hello'] = () =>
      world.hello({ hub: { hubId: 'H', hubEpoch: 'E1', name: '', key: other } });
    const engine = await world.start();
    await vi.waitFor(() => expect(world.count('hello')).toBeGreaterThan(2), waiting);
    expect(engine.snapshot().core.reason?.code).toBe('NOT_OUR_SERVER');
    expect(new Set(world.log)).toEqual(new Set(['hello']));
  });
});
