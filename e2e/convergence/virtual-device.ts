import { createHubClient } from '../../web/src/sync/hub-client.ts';
import { readStudyChanges } from '../../web/src/sync/pull-scoped.ts';
import { createSyncEngine, type SyncEngine } from '../../web/src/sync/sync-engine.ts';
import { ok } from '#shared/failure/result.ts';
import type { Op } from '#shared/sync/op.ts';
import type { HubIdentity, Receipt } from '#shared/sync/protocol.ts';
import type { Random } from '../../shared/testing/seeded-random.ts';
import type { VirtualClock } from './virtual-clock.ts';
import {
  copyOfDisk,
  emptyDisk,
  isCurrentLife,
  renewed,
  saveRows,
  virtualStore,
  type Disk,
  type Mutant,
} from './virtual-disk.ts';
import type { VirtualNetwork } from './virtual-network.ts';

export interface DevicePorts {
  readonly deviceId: string;
  readonly clock: VirtualClock;
  readonly network: VirtualNetwork;
  readonly random: Random;
  readonly token: string;
  readonly hub: HubIdentity;
  readonly mutant: Mutant;
  readonly onReceipt: (receipt: Receipt) => void;
  readonly onRenumber: (from: string, op: Op) => void;
}

const storeMsMax = 150;
const lookEveryMs = 60_000;

/** A device: the real engine and the real requests over a disk that outlives its crashes. */
export class VirtualDevice {
  readonly deviceId: string;
  readonly network: VirtualNetwork;
  disk: Disk;
  /** Epoch and number last given, noted apart from the disk: what the witness is for. */
  private witness: { readonly epoch: string; readonly lastN: number };
  private readonly ports: DevicePorts;
  private engine: SyncEngine | null = null;
  private life = 0;
  private snapshot: Disk | null = null;

  constructor(ports: DevicePorts) {
    this.ports = ports;
    this.deviceId = ports.deviceId;
    this.network = ports.network;
    this.disk = emptyDisk(`e0${ports.deviceId}`);
    this.witness = { epoch: this.disk.epoch, lastN: 0 };
  }

  get isRunning(): boolean {
    return this.engine !== null;
  }

  start(): void {
    const { ports, disk } = this;
    const { clock, network, random } = ports;
    this.life += 1;
    const { life } = this;
    const store = virtualStore({
      disk,
      deviceId: ports.deviceId,
      token: ports.token,
      hub: ports.hub,
      mutant: ports.mutant,
      now: () => clock.now(),
      onReceipt: ports.onReceipt,
      onRenumber: ports.onRenumber,
      // What is not on the disk when the power goes never will be, and nobody hears of it.
      later: (work) =>
        new Promise((resolve) => {
          clock.at(random() * storeMsMax, () => {
            if (this.life === life) resolve(work());
          });
        }),
    });
    this.engine = createSyncEngine({
      store,
      createClient: ({ token, hub }) =>
        createHubClient({ origin: '', token, hubId: hub.hubId, fetch: network.fetch }),
      appVersion: 'simulated',
      isScoped: true,
      ...(ports.mutant === 'receipt-believed' ? { verify: () => Promise.resolve(true) } : {}),
      now: () => clock.now(),
      random,
      setTimer: (callback, delayMs) =>
        clock.at(delayMs, () => {
          if (this.life === life) callback();
        }),
      onChange: () => undefined,
    });
    void this.engine.start();
    this.lookNowAndThen(life);
  }

  /** As the app does: what stands behind a gap of the outbox is seen once the gap is closed. */
  private lookNowAndThen(life: number): void {
    this.ports.clock.at(lookEveryMs, () => {
      if (this.life !== life) return;
      this.engine?.workAdded();
      this.lookNowAndThen(life);
    });
  }

  /** The power is cut; what was on its way to the server may still arrive there. */
  crash(): void {
    this.life += 1;
    this.engine?.stop();
    this.engine = null;
  }

  workAdded(): void {
    this.noteWitness();
    this.engine?.workAdded();
  }

  /** A person opens a study that a search of the server found. */
  async openStudy(StudyInstanceUID: string): Promise<void> {
    const { disk, life, ports } = this;
    const { feed } = disk;
    const { token, hub, network, clock, deviceId, random } = ports;
    if (feed === null) return;
    const client = createHubClient({ origin: '', token, hubId: hub.hubId, fetch: network.fetch });
    const { signal } = new AbortController();
    await readStudyChanges({ client, signal, hub: feed, StudyInstanceUID }, ({ rows }) => {
      return new Promise((resolve) => {
        clock.at(random() * storeMsMax, () => {
          if (this.life !== life) return;
          if (isCurrentLife(disk, feed)) saveRows({ disk, deviceId, now: () => clock.now() }, rows);
          resolve(ok(null));
        });
      });
    });
  }

  networkHint(): void {
    void this.engine?.tryNow();
  }

  takeSnapshot(): void {
    this.snapshot = copyOfDisk(this.disk);
  }

  /**
   * The disk comes back as it was: a restored profile. False when there is nothing to come back. The note
   * outside the database tells of it, unless that was set back as well: then numbers are given twice, and the
   * server contradicts ([PUSH4]).
   */
  setBack(isWitnessLost: boolean): boolean {
    if (this.snapshot === null) return false;
    const before = this.disk;
    this.crash();
    this.disk = copyOfDisk(this.snapshot);
    const { epoch, lastN } = this.witness;
    const isNoticed = epoch !== this.disk.epoch || lastN > this.disk.lastN;
    // Another epoch, or numbers would be given twice ([OP2]).
    if (!isWitnessLost && isNoticed) {
      this.disk.epoch = renewed(`${before.epoch}${lastN}`);
      this.disk.lastN = 0;
    }
    this.noteWitness();
    return true;
  }

  private noteWitness(): void {
    this.witness = { epoch: this.disk.epoch, lastN: this.disk.lastN };
  }
}
