import { createHash } from 'node:crypto';
import type { HubIdentity } from '#shared/sync/protocol.ts';
import { createRunningWork } from '../../sync-server/src/app-dependencies.ts';
import { createApp } from '../../sync-server/src/app.ts';
import { createMemoryBlobStore } from '../../sync-server/src/archive/blob-store/memory-blob-store.ts';
import { createTransientHub } from '../../sync-server/src/archive/hub-identity.ts';
import { openSqliteIndex } from '../../sync-server/src/archive/index/sqlite-index.ts';
import { multipartOf } from '../../sync-server/src/testing/test-server.ts';
import type { Archive } from '../../sync-server/src/archive/archive.ts';

/** The real server as a function, without port and file, and with all that a schedule may do to it. */
export class VirtualHub {
  archive: Archive = freshArchive();
  /** End of the feed. */
  headSeq = 0;
  private readonly hub = createTransientHub('life-1', 'simulated');
  private app: ReturnType<typeof createApp> | null = null;
  private readonly now: () => number;
  private readonly onGrown: () => void;
  private readonly tokens = new Map<string, string>();
  /** How far the server's clock is from that of the schedule. */
  aheadMs = 0;
  /** False: a server of before there were scopes. */
  knowsScopes = true;
  readonly faults: string[] = [];
  /** Epochs whose disk is gone: their word is worth nothing, though some may not know it yet. */
  readonly lostEpochs = new Set<string>();

  constructor(now: () => number, onGrown: () => void) {
    this.now = now;
    this.onGrown = onGrown;
  }

  get identity(): HubIdentity {
    return this.hub.identity;
  }

  start(): void {
    this.app = createApp({
      archive: this.archive,
      hub: this.hub,
      now: () => new Date(this.now() + this.aheadMs),
      publicUrl: 'http://hub.test',
      rateLimitPerSecond: 0,
      secure: false,
      webFolder: null,
      // The network waits for it, in virtual time.
      wake: { notify: () => this.grew(), wait: () => Promise.resolve(), close: () => undefined },
      // No schedule asks for a frame.
      decoder: {
        decode: () => Promise.reject(new Error('a frame was asked for')),
        close: () => Promise.resolve(),
      },
      running: createRunningWork(),
      stallTimeoutMs: 60_000,
      log: (event, fields) => {
        if (event === 'fault') this.faults.push(JSON.stringify(fields));
      },
    });
  }

  async addDevice(deviceId: string): Promise<string> {
    const secret = `satchel_${deviceId}`;
    this.tokens.set(deviceId, secret);
    await this.admit(deviceId, secret);
    return secret;
  }

  /** Somebody else has brought files, a time ago. */
  async bring(files: readonly Uint8Array[], agoMs: number): Promise<void> {
    const secret = this.tokens.get('scanner') ?? (await this.addDevice('scanner'));
    const { aheadMs } = this;
    this.aheadMs = -agoMs;
    const { body, type } = multipartOf(files);
    const answer = await this.answer(
      new Request('http://hub.test/dicom-web/studies', {
        method: 'POST',
        body,
        headers: { 'Content-Type': type, Authorization: `Bearer ${secret}` },
      }),
    );
    if (!answer.ok) throw new Error(`not brought: ${answer.status}`);
    this.aheadMs = aheadMs;
    this.headSeq = await this.archive.index.headSeq();
  }

  /**
   * The disk is lost and nothing was in the backup but the key and the tokens. Another life begins: told at
   * once by who restored it, or known only by what a device has seen.
   */
  async loseEverything(isTold: boolean): Promise<void> {
    this.lostEpochs.add(this.identity.hubEpoch);
    await this.archive.index.close();
    this.archive = freshArchive();
    this.headSeq = 0;
    for (const [deviceId, secret] of this.tokens) await this.admit(deviceId, secret);
    if (isTold) await this.hub.renewEpoch();
    this.start();
  }

  async answer(request: Request): Promise<Response> {
    if (this.app === null) throw new Error('answer before start');
    const isUnknown = !this.knowsScopes && request.url.endsWith('/sync/v1/scope');
    return this.app.fetch(isUnknown ? new Request(`${request.url}-unknown`, request) : request);
  }

  private grew(): void {
    void this.archive.index.headSeq().then((headSeq) => {
      this.headSeq = headSeq;
      this.onGrown();
    });
  }

  private async admit(deviceId: string, secret: string): Promise<void> {
    const createdAt = new Date(this.now()).toISOString();
    const token = { id: deviceId, kind: 'device', label: deviceId, deviceId } as const;
    await this.archive.index.addToken(
      { ...token, createdAt, lastUsedAt: null, revokedAt: null },
      createHash('sha256').update(secret).digest('hex'),
    );
  }
}

function freshArchive(): Archive {
  return { blobs: createMemoryBlobStore(), index: openSqliteIndex(':memory:') };
}
