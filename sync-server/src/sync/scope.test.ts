import { describe, expect, it } from 'vitest';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import type {
  ChangesAnswer,
  ReceiptsAnswer,
  ScopeAnswer,
  ScopeHead,
  StudyChangesAnswer,
} from '#shared/sync/protocol.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { seededRandom } from '../../../shared/testing/seeded-random.ts';
import { createTestServer, opOf, seed, sha256Of, type TestServer } from '../testing/test-server.ts';

const dayMs = 24 * 60 * 60 * 1000;
const old = { ...seed, seed: 'old', StudyDate: '20200101', PatientID: 'OLD' };
const second = { ...seed, seed: 'second', StudyDate: '20190101', PatientID: 'OLD2' };

/** A server whose clock goes on when a test says so. */
async function serverOfTime(): Promise<TestServer & { pass: (days: number) => void }> {
  let nowMs = Date.UTC(2026, 4, 4, 10);
  const server = await createTestServer({ now: () => new Date(nowMs) });
  return Object.assign(server, {
    pass: (days: number) => {
      nowMs += days * dayMs;
    },
  });
}

const fileOf = (study: typeof seed, index = 0): Promise<Uint8Array> =>
  encodeInstance(ctSlice({ study, index, count: 3, rows: 16 }));
const uidOf = (study: typeof seed): string =>
  textOf(ctSlice({ study, index: 0, count: 3, rows: 16 }).dataset, tags.StudyInstanceUID);

/** A device as the rules say it: cursor, list and rows are written down together. */
class Device {
  cursor = 0;
  pulled = 0;
  scope: ScopeHead | null = null;
  readonly held = new Set<string>();
  private readonly server: TestServer;
  private readonly token: string;
  constructor(server: TestServer, token: string) {
    this.server = server;
    this.token = token;
  }

  async carry(add: readonly string[], isTold: boolean): Promise<void> {
    const answer = await this.server.post('/sync/v1/scope', this.token, { add, isTold });
    const { scope } = (await answer.json()) as ScopeAnswer;
    if (isTold) this.scope = scope;
  }

  ask(limit = 100): Promise<ChangesAnswer> {
    return this.send(this.question(limit));
  }

  question(limit = 100): string {
    const { seq, mark } = this.scope ?? { seq: 0, mark: '' };
    const place = `cursor=${this.cursor}&scope=${seq}.${mark}&pulled=${this.pulled}`;
    return `/sync/v1/changes?${place}&limit=${limit}`;
  }

  send(question: string): Promise<ChangesAnswer> {
    return this.get<ChangesAnswer>(question);
  }

  /** Takes an answer in only where it joins on, as a device does. */
  take({ from, to, rows, scope }: ChangesAnswer): void {
    if (from !== this.cursor || scope === null || scope === undefined) return;
    this.note(rows);
    this.cursor = to;
    this.scope = scope;
    if (scope.owed.length === 0) this.pulled = scope.seq;
  }

  async pull(uid: string, seq?: number): Promise<void> {
    for (let after = 0, isLast = false; !isLast;) {
      const page = await this.get<StudyChangesAnswer>(
        `/sync/v1/studies/${uid}/changes?after=${after}&limit=2`,
      );
      this.note(page.rows);
      ({ to: after, isLast } = page);
    }
    if (seq !== undefined) this.pulled = seq;
  }

  async readAll(): Promise<void> {
    for (;;) {
      const answer = await this.ask();
      const isEnd = answer.to === this.cursor && answer.scope?.owed.length === 0;
      this.take(answer);
      for (const { seq, StudyInstanceUID } of answer.scope?.owed ?? [])
        await this.pull(StudyInstanceUID, seq);
      if (isEnd) return;
    }
  }

  private note(rows: ChangesAnswer['rows']): void {
    for (const row of rows) this.held.add(row.kind === 'op' ? row.op.id : row.instance.sha256);
  }

  private async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.server.ask(path, { token: this.token })).json()) as Answer;
  }
}

async function newDevice(server: TestServer, deviceId = 'tablet2'): Promise<Device> {
  const { token } = await server.pairDevice(deviceId);
  const device = new Device(server, token);
  await device.carry([], true);
  return device;
}

describe('what a device is told', () => {
  it('[SCOPE1] leaves out what is older than 30 days, moves the cursor over it, and gives all to an app that names no scope', async () => {
    const server = await serverOfTime();
    const [oldFile, newFile] = [await fileOf(old), await fileOf(seed)];
    await server.stow([oldFile]);
    server.pass(31);
    await server.stow([newFile]);
    const device = await newDevice(server);
    await device.readAll();
    expect([...device.held]).toEqual([sha256Of(newFile)]);
    expect(device.cursor).toBe(2);
    const { token } = await server.pairDevice('earlier');
    const all = await server.ask('/sync/v1/changes?cursor=0', { token });
    expect(((await all.json()) as ChangesAnswer).rows).toHaveLength(2);
  });

  it('[SCOPE1] counts the study date as well as the arrival, by the clock of the server', async () => {
    const server = await serverOfTime();
    const files = [
      await fileOf({ ...seed, seed: 'today', StudyDate: '20260603' }),
      await fileOf({ ...seed, seed: 'typo', StudyDate: '29990101' }),
    ];
    await server.stow(files);
    server.pass(31);
    const device = await newDevice(server);
    await device.readAll();
    expect([...device.held]).toEqual([sha256Of(files[0] ?? new Uint8Array())]);
  });

  it('[SCOPE3] tells a study whole when something new of it arrives', async () => {
    const server = await serverOfTime();
    const files = [await fileOf(old, 0), await fileOf(old, 1), await fileOf(old, 2)];
    await server.stow(files.slice(0, 2));
    server.pass(31);
    const device = await newDevice(server);
    await device.readAll();
    expect(device.held.size).toBe(0);
    await server.stow(files.slice(2));
    await device.readAll();
    expect(device.held).toEqual(new Set(files.map(sha256Of)));
  });

  it('[SCOPE3] owes a study that a request of long before, which arrived once more, brought into scope', async () => {
    const server = await serverOfTime();
    const files = [await fileOf(old, 0), await fileOf(old, 1), await fileOf(old, 2)];
    await server.stow(files.slice(0, 2));
    server.pass(31);
    const device = await newDevice(server);
    const early = device.question();
    await device.readAll();
    await server.stow(files.slice(2));
    await device.send(early);
    await device.readAll();
    expect(device.held).toEqual(new Set(files.map(sha256Of)));
  });

  it('[SCOPE5] goes on telling of what it once told, however old it has become', async () => {
    const server = await serverOfTime();
    await server.stow([await fileOf(old)]);
    const device = await newDevice(server);
    await device.readAll();
    server.pass(90);
    const { token } = await server.pairDevice('device1');
    const target = { type: 'study', id: uidOf(old), StudyInstanceUID: uidOf(old) };
    await server.post('/sync/v1/ops', token, { ops: [opOf(1, 'study.reject', target)] });
    await device.readAll();
    expect(device.held.has('device1.e1.1')).toBe(true);
  });

  it('[SCOPE2] has who worked on a study, or asked for a receipt of it, carry it', async () => {
    const server = await serverOfTime();
    const [marked, brought] = [await fileOf(old), await fileOf(second)];
    await server.stow([marked, brought]);
    server.pass(90);
    const { token } = await server.pairDevice('device1');
    const device = new Device(server, token);
    await device.carry([], true);
    await device.readAll();
    expect(device.held.size).toBe(0);
    const target = { type: 'mark', id: 'm', StudyInstanceUID: uidOf(old) };
    await server.post('/sync/v1/ops', token, { ops: [opOf(1, 'mark.create', target)] });
    await device.readAll();
    expect(device.held).toEqual(new Set([sha256Of(marked), 'device1.e1.1']));
    const asked = { sha256: [sha256Of(brought)] };
    const receipts = await server.post('/sync/v1/receipts', token, asked);
    expect(((await receipts.json()) as ReceiptsAnswer).receipts).toHaveLength(1);
    await device.readAll();
    expect(device.held.has(sha256Of(brought))).toBe(true);
  });

  it('[SCOPE6] notices that the list of a device was lost, and tells nothing before it is named again', async () => {
    const server = await serverOfTime();
    await server.stow([await fileOf(old)]);
    const device = await newDevice(server);
    device.scope = { seq: 3, mark: 'of-a-later-one' };
    const answer = await device.ask();
    expect(answer).toMatchObject({ from: 0, to: 0, rows: [], scope: null });
  });

  it('[SCOPE4] has a study of nobody not found, and a study whole over pages', async () => {
    const server = await serverOfTime();
    const files = [await fileOf(old, 0), await fileOf(old, 1), await fileOf(old, 2)];
    await server.stow(files);
    server.pass(90);
    const { token } = await server.pairDevice();
    const none = await server.ask('/sync/v1/studies/1.2.3/changes', { token });
    expect(none.status).toBe(404);
    const device = new Device(server, token);
    await device.pull(uidOf(old));
    expect(device.held).toEqual(new Set(files.map(sha256Of)));
  });

  it('[SCOPE3] has every carried study whole in the end, however arrivals, naming, pulling and reading fall together', async () => {
    for (let round = 0; round < 60; round += 1) {
      const random = seededRandom(`scope ${round}`);
      const pick = <Item>(items: readonly Item[]): Item =>
        items[Math.floor(random() * items.length)] as Item;
      const server = await serverOfTime();
      const { token } = await server.pairDevice('device1');
      const device = await newDevice(server);
      const named = new Set<string>();
      const late: ChangesAnswer[] = [];
      const twice: string[] = [];
      let n = 0;
      for (let step = 0; step < 40; step += 1) {
        const study = pick([old, second, seed]);
        const dice = random();
        if (dice < 0.3) await server.stow([await fileOf(study, Math.floor(random() * 3))]);
        else if (dice < 0.45) {
          const target = { type: 'mark', id: 'm', StudyInstanceUID: uidOf(study) };
          const ops = [opOf((n += 1), 'mark.create', target)];
          await server.post('/sync/v1/ops', token, { ops });
        } else if (dice < 0.55) server.pass(pick([1, 31, 90]));
        else if (dice < 0.65) {
          await device.carry([uidOf(study)], false);
          named.add(uidOf(study));
        } else if (dice < 0.75) {
          const before = device.scope;
          await device.pull(uidOf(study)).catch(() => undefined);
          device.scope = before;
        } else if (dice < 0.8) late.push(await device.ask(pick([1, 2, 100])));
        // A request that arrives once more, long after: nobody hears the answer.
        else if (dice < 0.83) twice.push(device.question());
        else if (dice < 0.86) for (const question of twice.splice(0)) await device.send(question);
        else if (dice < 0.93) for (const answer of late.splice(0)) device.take(answer);
        else await device.readAll();
      }
      await device.readAll();
      const all = await server.deps.archive.index.changesAfter(0, 1000);
      const lacking = all.filter((row) => {
        const isOp = row.kind === 'op';
        const uid = isOp ? row.op.target.StudyInstanceUID : row.instance.StudyInstanceUID;
        const isHeldInPart = all.some((other) => {
          const [otherUid, name] =
            other.kind === 'op'
              ? [other.op.target.StudyInstanceUID, other.op.id]
              : [other.instance.StudyInstanceUID, other.instance.sha256];
          return otherUid === uid && device.held.has(name);
        });
        const isHeld = device.held.has(isOp ? row.op.id : row.instance.sha256);
        return (named.has(uid) || isHeldInPart) && !isHeld;
      });
      expect({ round, lacking: lacking.length }).toEqual({ round, lacking: 0 });
    }
  }, 60_000);
});
