import { digestInstances, digestOps } from '#shared/sync/digest.ts';
import { foldMarks } from '#shared/sync/fold-marks.ts';
import { canonicalText } from '#shared/sync/canonical-text.ts';
import { createMarkDraft, deleteMarkDraft, setPointsDraft } from '#shared/sync/mark-op.ts';
import type { Op, OpTarget } from '#shared/sync/op.ts';
import { opStream, parseOpId } from '#shared/sync/op-id.ts';
import type { ChangeRow, Receipt } from '#shared/sync/protocol.ts';
import { seededRandom, type Random } from '../../shared/testing/seeded-random.ts';
import { settle, VirtualClock } from './virtual-clock.ts';
import { VirtualDevice } from './virtual-device.ts';
import {
  appendOp,
  type Disk,
  importInstance,
  type Material,
  type Mutant,
  studiesOf,
} from './virtual-disk.ts';
import { VirtualHub } from './virtual-hub.ts';
import { fairWeather, VirtualNetwork } from './virtual-network.ts';

/** Of a patient who has no study: what is said of people reaches every device. */
const patientUid = '2.25.1';
const startMs = Date.UTC(2026, 4, 4, 8);
const stormMs = 60_000;
const calmMsMax = 4 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;
const actionCount = 32;

export interface Outcome {
  /** What must never be, and was. Empty: the schedule holds. */
  readonly violations: readonly string[];
  readonly history: readonly string[];
}

/** Plays one schedule: a storm of work, faults and crashes, then calm, then the judgement. */
export async function simulate(
  seed: string,
  material: readonly Material[],
  mutant: Mutant = null,
): Promise<Outcome> {
  const world = await createWorld(seed, material, mutant);
  const { clock, devices, random } = world;
  for (const device of devices) device.start();
  for (let i = 0; i < actionCount; i += 1) {
    clock.at(random() * stormMs, () => act(world, material));
  }
  await clock.runUntil(startMs + stormMs);
  for (const device of devices) {
    device.network.weather = fairWeather;
    if (!device.isRunning) device.start();
    device.networkHint();
  }
  await clock.runUntil(clock.now() + calmMsMax, () => isQuiet(world));
  // What is owed without a new row in the feed is told with the next answer to a long poll.
  await clock.runUntil(clock.now() + 2 * 60_000);
  const violations = [...world.violations, ...(await judge(world))];
  for (const device of devices) device.crash();
  await settle();
  await world.hub.archive.index.close();
  return { violations, history: world.history };
}

interface World {
  readonly clock: VirtualClock;
  readonly hub: VirtualHub;
  readonly devices: readonly VirtualDevice[];
  readonly random: Random;
  readonly history: string[];
  readonly violations: string[];
  /** What was put on a disk, and must be on the server in the end. */
  readonly made: Set<string>;
  /** What the failure itself took with it: a disk set back before it was sent. */
  readonly excused: Set<string>;
  readonly opTexts: Map<string, string>;
  marks: number;
  /** One of two: a server that loses its disk, or devices whose note outside the database is set back too. */
  readonly isServerFrail: boolean;
  /** What was recent may have become old before everybody heard of it. */
  isMonthGone: boolean;
  lastLookMs: number;
}

async function createWorld(
  seed: string,
  material: readonly Material[],
  mutant: Mutant,
): Promise<World> {
  const random = seededRandom(seed);
  const clock = new VirtualClock(startMs);
  const networks: VirtualNetwork[] = [];
  const hub = new VirtualHub(
    () => clock.now(),
    () => {
      for (const network of networks) network.hubGrew();
    },
  );
  hub.start();
  hub.knowsScopes = random() < 0.5;
  // A later version of it, in most schedules: devices that were told everything go on with what they know.
  const isUpdated = random() < 0.7;
  clock.at(random() * stormMs * 0.7, () => {
    if (isUpdated) hub.knowsScopes = true;
  });
  const before = material.filter(({ age }) => age === 'old').filter(() => random() < 0.7);
  if (before.length > 0)
    await hub.bring(
      before.map(({ bytes }) => bytes),
      90 * dayMs,
    );
  const violations: string[] = [];
  const history: string[] = [];
  const made = new Set<string>();
  const opTexts = new Map<string, string>();
  const devices: VirtualDevice[] = [];
  for (const deviceId of ['ana', 'ben', 'cem']) {
    // Streams of their own: what one draws does not depend on the others.
    const network = new VirtualNetwork(clock, hub, seededRandom(`${seed} network ${deviceId}`));
    networks.push(network);
    network.weather = {
      lost: random() * 0.3,
      answerLost: random() * 0.25,
      doubled: random() * 0.2,
      portal: random() * 0.1,
      liar: random() * 0.2,
    };
    const onReceipt = (receipt: Receipt): void => {
      // The word of a life that ended meanwhile: the device will be told, and forget it. An epoch may also have
      // ended before the loss, by a forged end of the feed: its bytes went with those of the last one.
      const isOver = hub.lostEpochs.size > 0 && receipt.hubEpoch !== hub.identity.hubEpoch;
      if (isOver || hub.lostEpochs.has(receipt.hubEpoch)) return;
      void hub.archive.blobs.digestOnMedium(receipt.sha256).then((digest) => {
        if (digest !== receipt.sha256) violations.push(`receipt without bytes: ${receipt.sha256}`);
      });
    };
    const onRenumber = (from: string, op: Op): void => {
      history.push(`${clock.now() - startMs} ${deviceId} ${from} is ${op.id} now`);
      if (opTexts.delete(from)) made.delete(from);
      made.add(op.id);
      opTexts.set(op.id, canonicalText(op));
    };
    const token = await hub.addDevice(deviceId);
    const ports = {
      deviceId,
      clock,
      network,
      random: seededRandom(`${seed} device ${deviceId}`),
      token,
      hub: hub.identity,
      mutant,
      onReceipt,
      onRenumber,
    };
    devices.push(new VirtualDevice(ports));
  }
  return {
    clock,
    hub,
    devices,
    random,
    history,
    violations,
    made,
    excused: new Set(),
    opTexts,
    marks: 0,
    isServerFrail: random() < 0.5,
    isMonthGone: false,
    lastLookMs: 0,
  };
}

/** One thing that a person or fate does. */
function act(world: World, material: readonly Material[]): void {
  const { random, devices, clock, history } = world;
  const device = devices[Math.floor(random() * devices.length)];
  if (device === undefined) return;
  const note = (what: string): void => {
    history.push(`${clock.now() - startMs} ${device.deviceId} ${what}`);
  };
  const dice = random();
  if (dice < 0.22) {
    const file = material[Math.floor(random() * material.length)];
    if (file === undefined) return;
    note(`import ${file.sha256.slice(0, 6)}`);
    importInstance(device.disk, file);
    world.made.add(file.sha256);
    device.workAdded();
  } else if (dice < 0.56) {
    addMark(world, device, material, note);
  } else if (dice < 0.74) {
    note('crash');
    device.crash();
    clock.at(random() * 10_000, () => {
      if (!device.isRunning) device.start();
    });
  } else if (dice < 0.83) {
    note('snapshot');
    device.takeSnapshot();
  } else if (dice < 0.91) {
    setBack(world, device, material, note);
  } else if (dice < 0.94) {
    note('network hint');
    device.networkHint();
  } else if (dice < 0.96) {
    const file = material[Math.floor(random() * material.length)];
    note('opens a study that was found');
    void device.openStudy(file?.StudyInstanceUID ?? '');
  } else if (dice < 0.965) {
    note('a month is over');
    world.hub.aheadMs += 31 * dayMs;
    world.isMonthGone = true;
  } else if (world.isServerFrail) {
    const isTold = random() < 0.5;
    note(`the server loses everything${isTold ? '' : ', and nobody says so'}`);
    void world.hub.loseEverything(isTold);
  } else {
    setBack(world, device, material, note);
  }
}

function addMark(
  world: World,
  device: VirtualDevice,
  material: readonly Material[],
  note: (what: string) => void,
): void {
  const op = markSomething(world, device, material);
  note(`${op.kind} ${op.id}`);
  world.made.add(op.id);
  world.opTexts.set(op.id, canonicalText(op));
  device.workAdded();
}

function setBack(
  world: World,
  device: VirtualDevice,
  material: readonly Material[],
  note: (what: string) => void,
): void {
  const before = device.disk;
  const isNoteLost = world.random() < 0.8 && !world.isServerFrail;
  if (!device.setBack(isNoteLost)) return;
  note(
    `set back from ${before.epoch} ${before.lastN} to ${device.disk.epoch} ${device.disk.lastN}`,
  );
  // Whatever this disk held besides, the server may or may not have: it is no promise any more.
  for (const id of before.ops.keys()) if (!device.disk.ops.has(id)) world.excused.add(id);
  for (const [sha256, file] of before.instances) {
    if (file !== null && device.disk.instances.get(sha256) == null) world.excused.add(sha256);
  }
  // Before the feed can tell that these numbers were given.
  if (isNoteLost) addMark(world, device, material, note);
  device.start();
}

function markSomething(world: World, device: VirtualDevice, material: readonly Material[]): Op {
  const { random, clock } = world;
  const { disk, deviceId } = device;
  const user = { id: deviceId, name: deviceId, profession: 'radiologist' };
  const file = material[random() < 0.6 ? 0 : Math.floor(random() * material.length)];
  const StudyInstanceUID = file?.StudyInstanceUID ?? '';
  if (random() < 0.1) {
    const target = { type: 'patient', id: 'p', StudyInstanceUID: patientUid };
    const draft = { user, target, kind: 'patient.set', field: 'PatientName', value: {}, base: [] };
    return appendOp(disk, deviceId, clock.now(), draft);
  }
  const point = (): { x: number; y: number } => ({ x: Math.floor(random() * 99), y: 1 });
  const marks = foldMarks([...disk.ops.values()]).filter(({ isDeleted }) => !isDeleted);
  const mark = marks[Math.floor(random() * marks.length)];
  const isNew = mark === undefined || random() < 0.4;
  const id = isNew ? `m${(world.marks += 1)}` : mark.id;
  const known = [...disk.ops.values()].filter((op) => op.target.id === id);
  const ofStudy = isNew ? StudyInstanceUID : (known[0]?.target.StudyInstanceUID ?? '');
  const target: OpTarget = { type: 'mark', id, StudyInstanceUID: ofStudy };
  const points = [point(), point()];
  const draft = isNew
    ? createMarkDraft(target, user, {
        kind: 'length',
        SeriesInstanceUID: '1.2.3',
        SOPInstanceUID: '1.2.3.4',
        frameNumber: 1,
        points,
      })
    : random() < 0.25
      ? deleteMarkDraft(target, user, known)
      : setPointsDraft(target, user, points, known);
  return appendOp(disk, deviceId, clock.now(), draft);
}

/** Nothing waits, and everybody has read the feed to its end. Looked at once a virtual second. */
function isQuiet(world: World): boolean {
  const { clock, devices, hub } = world;
  if (clock.now() - world.lastLookMs < 1000) return false;
  world.lastLookMs = clock.now();
  const isAlike = devices.every(({ disk }) => disk.feed?.cursor === hub.headSeq);
  const isOfLife = devices.every(({ disk }) => disk.feed?.hubEpoch === hub.identity.hubEpoch);
  return isAlike && isOfLife && devices.every(({ disk }) => disk.outbox.size === 0);
}

async function judge(world: World): Promise<readonly string[]> {
  const { hub, devices, made, excused, opTexts } = world;
  const violations = hub.faults.map((fault) => `server fault: ${fault}`);
  const rows = await hub.archive.index.changesAfter(0, 100_000);
  const ops = rows.flatMap((row) => (row.kind === 'op' ? [row.op] : []));
  const sha256s = rows.flatMap((row) => (row.kind === 'instance' ? [row.instance.sha256] : []));
  if (new Set(sha256s).size !== sha256s.length) violations.push('an instance is stored twice');
  const held = new Map<string, string>([
    ...ops.map((op): [string, string] => [op.id, canonicalText(op)]),
    ...sha256s.map((sha256): [string, string] => [sha256, sha256]),
  ]);
  for (const id of made) {
    if (excused.has(id)) continue;
    if (held.get(id) !== (opTexts.get(id) ?? id)) violations.push(`lost: ${id}`);
  }
  for (const sha256 of sha256s) {
    if ((await hub.archive.blobs.digestOnMedium(sha256)) !== sha256) {
      violations.push(`without bytes: ${sha256}`);
    }
  }
  violations.push(...orderFaults(rows));
  // What the failure itself took may live on here and there: a set-back disk and a lost server at once.
  const owed = (all: Iterable<Op>): readonly Op[] =>
    [...all].filter(({ id }) => held.has(id) || !excused.has(id));
  for (const { deviceId, disk } of devices) {
    if (disk.outbox.size > 0)
      violations.push(`${deviceId} never came to rest: ${[...disk.outbox.keys()].join(' ')}`);
    for (const { sha256, hubEpoch } of disk.receipts.values()) {
      if (hubEpoch !== hub.identity.hubEpoch) violations.push(`${deviceId} keeps an old receipt`);
      if (!held.has(sha256)) violations.push(`${deviceId} has a receipt for nothing: ${sha256}`);
    }
    const carried = carriedBy(world, disk, rows);
    const isOfThese = ({ target }: Op): boolean => carried.has(target.StudyInstanceUID);
    const own = owed(disk.ops.values());
    const there = owed(ops.filter(isOfThese));
    if (digestOps(own) !== digestOps(there)) violations.push(`${deviceId} holds other operations`);
    if (canonicalText(foldMarks(own)) !== canonicalText(foldMarks(there))) {
      violations.push(`${deviceId} shows other marks`);
    }
    const instances = rows.flatMap((row) =>
      row.kind === 'instance' && carried.has(row.instance.StudyInstanceUID)
        ? [row.instance.sha256]
        : [],
    );
    if (digestInstances(disk.instances.keys()) !== digestInstances(instances)) {
      violations.push(`${deviceId} knows other instances`);
    }
  }
  return violations;
}

/** The studies that a device has to show whole: those of which it has anything, what is recent, and all patients. */
function carriedBy(world: World, disk: Disk, rows: readonly ChangeRow[]): ReadonlySet<string> {
  const recent = rows.flatMap((row) =>
    row.kind === 'instance' && row.instance.deviceId !== 'scanner'
      ? [row.instance.StudyInstanceUID]
      : [],
  );
  const all = rows.map((row) =>
    row.kind === 'op' ? row.op.target.StudyInstanceUID : row.instance.StudyInstanceUID,
  );
  if (!world.hub.knowsScopes) return new Set(all);
  return new Set([...studiesOf(disk), ...(world.isMonthGone ? [] : recent), patientUid]);
}

/** Numbers of a stream come to the feed in their order, each once. */
function orderFaults(rows: readonly ChangeRow[]): readonly string[] {
  const last = new Map<string, number>();
  return rows.flatMap((row) => {
    if (row.kind !== 'op') return [];
    const stream = opStream(row.op.id);
    const n = parseOpId(row.op.id)?.n ?? 0;
    const expected = (last.get(stream) ?? 0) + 1;
    last.set(stream, n);
    return n === expected ? [] : [`out of order: ${row.op.id}`];
  });
}
