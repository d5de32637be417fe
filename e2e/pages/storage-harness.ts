/**
 * A page that opens the device's store as the app does and lets a test drive it in a real browser: import,
 * lock, kill, fill up. Built for tests alone; nothing of the app refers to it.
 */
import { textOf } from '../../shared/src/dicom/element-access.ts';
import { elementOf } from '../../shared/src/dicom/write-part10.ts';
import { tags } from '../../shared/src/dicom/tag.ts';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import type { Archive } from '../../web/src/archive/archive.ts';
import type { ImportOutcome, ImportProgress } from '../../web/src/archive/archive-types.ts';
import { applyChanges } from '../../web/src/archive/changes.ts';
import { digestBytes } from '../../web/src/archive/digest-instance.ts';
import {
  readStudyDetail,
  readStudySummaries,
  readInstance,
} from '../../web/src/archive/find-studies.ts';
import { lockArchive } from '../../web/src/archive/lock-archive.ts';
import {
  resumeReencryption,
  setPassphrase,
  unlockWithPassphrase,
  unlockWithRecoveryKey,
} from '../../web/src/archive/lock.ts';
import { saveMark } from '../../web/src/archive/marks.ts';
import { openArchive } from '../../web/src/archive/open-archive.ts';
import { addPasskey, unlockWithPasskey } from '../../web/src/archive/passkey.ts';
import { savePerson, setCurrentPerson } from '../../web/src/archive/people.ts';
import { readPreview } from '../../web/src/archive/previews.ts';
import { instanceByteSource } from '../../web/src/archive/read-frame.ts';
import { saveSetting } from '../../web/src/archive/settings.ts';
import { startImport } from '../../web/src/workers/ingest/ingest-client.ts';
import { stretchInWorker } from '../../web/src/workers/stretch/stretch-client.ts';
import { variedRow } from './varied-row.ts';

const explicit = '1.2.840.10008.1.2.1';

/** What is in the store, checked byte by byte. */
export interface StoreReport {
  readonly lockState: string;
  /** SHA-256 of the bytes read back of every instance that is here, and whether it is what its row says. */
  readonly instances: readonly { readonly sha256: string; readonly isWhole: boolean }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly stagedBlobs: number;
  readonly thumbnails: number;
}

export interface FilePlan {
  readonly seed: string;
  readonly count: number;
  readonly rows: number;
  readonly patientName: string;
  readonly patientId: string;
}

let archive: Archive;

function valueOf<Value>(
  result: { ok: true; value: Value } | { ok: false; failure: { code: string } },
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function filesOf(plan: FilePlan): Promise<File[]> {
  return Promise.all(
    Array.from({ length: plan.count }, async (_, index) => {
      const slice = ctSlice({
        study: { seed: plan.seed },
        index,
        count: plan.count,
        rows: plan.rows,
      });
      const dataset = {
        ...slice.dataset,
        [tags.PatientName]: elementOf(tags.PatientName, plan.patientName),
        [tags.PatientID]: elementOf(tags.PatientID, plan.patientId),
      };
      const bytes = await encodeInstance({ ...slice, dataset }, explicit);
      return new File([Uint8Array.from(bytes)], `${plan.seed}-${index}`);
    }),
  );
}

/** The UIDs of a plan's files, for looking for them on the disk. */
async function uidsOf(plan: FilePlan): Promise<readonly string[]> {
  const { dataset } = ctSlice({ study: { seed: plan.seed }, index: 0, count: 1, rows: plan.rows });
  return [tags.StudyInstanceUID, tags.SeriesInstanceUID, tags.SOPInstanceUID].map((tag) =>
    textOf(dataset, tag),
  );
}

async function importFiles(
  files: readonly File[],
  onOutcome: (outcome: ImportOutcome) => void = () => undefined,
): Promise<ImportProgress> {
  const picked = files.map((file) => ({ file, path: file.name }));
  return startImport(archive, picked, { onOutcome });
}

async function report(): Promise<StoreReport> {
  const { studies } = valueOf(await readStudySummaries(archive, 0));
  const instances: { sha256: string; isWhole: boolean }[] = [];
  let thumbnails = 0;
  for (const { key } of studies) {
    const detail = valueOf(await readStudyDetail(archive, key));
    for (const instance of detail.series.flatMap((series) => series.instances)) {
      if (!instance.isLocal) continue;
      valueOf(await readInstance(archive, instance.id));
      const source = valueOf(await instanceByteSource(archive, instance.id));
      const bytes = await source.read(0, source.byteLength);
      const sha256 = await digestBytes(Uint8Array.from(bytes));
      instances.push({ sha256, isWhole: sha256 === instance.sha256 });
      const picture = valueOf(await readPreview(archive, instance.id, 'thumbnail'));
      if (picture !== null) thumbnails += 1;
    }
  }
  const tables = ['study', 'instance', 'header', 'blob', 'chunk', 'outbox', 'op'] as const;
  const counts = await Promise.all(
    tables.map(async (table) => [table, await archive.db[table].count()] as const),
  );
  const blobs = await archive.db.blob.toArray();
  return {
    lockState: archive.lockState(),
    instances,
    counts: Object.fromEntries(counts),
    stagedBlobs: blobs.filter(({ state }) => state === 'staged').length,
    thumbnails,
  };
}

const harness = {
  async open(): Promise<string> {
    archive = valueOf(await openArchive({ stretch: stretchInWorker }));
    return archive.lockState();
  },
  lockState: () => archive.lockState(),
  uidsOf,
  async importPlan(plan: FilePlan) {
    const outcomes: ImportOutcome[] = [];
    const progress = await importFiles(await filesOf(plan), (outcome) => outcomes.push(outcome));
    return { progress, outcomes };
  },
  /** Tells each line as it comes, with the digest of the file it is about, through a binding of the test. */
  async importTelling(plan: FilePlan): Promise<void> {
    const { tellOutcome } = globalThis as unknown as {
      readonly tellOutcome: (line: { sha256: string; outcome: string }) => Promise<void>;
    };
    const files = await filesOf(plan);
    const digests = new Map<string, string>();
    for (const file of files) {
      digests.set(file.name, await digestBytes(new Uint8Array(await file.arrayBuffer())));
    }
    await importFiles(files, ({ fileName, outcome }) => {
      void tellOutcome({ sha256: digests.get(fileName) ?? '', outcome });
    });
  },
  report,
  async writeAbout(name: string, StudyInstanceUID: string): Promise<void> {
    const person = valueOf(await savePerson(archive, { name, profession: `${name} profession` }));
    valueOf(await setCurrentPerson(archive, person.id));
    valueOf(await saveSetting(archive, `${name} setting`, { value: `${name} value` }));
    valueOf(
      await saveMark(archive, {
        kind: 'length',
        StudyInstanceUID,
        SeriesInstanceUID: StudyInstanceUID,
        SOPInstanceUID: StudyInstanceUID,
        frameNumber: 1,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      }),
    );
  },
  setPassphrase: async (passphrase: string) => valueOf(await setPassphrase(archive, passphrase)),
  async startPassphrase(passphrase: string): Promise<void> {
    void setPassphrase(archive, passphrase, (progress) => {
      (globalThis as { reencrypted?: unknown }).reencrypted = progress;
    });
    while ((globalThis as { reencrypted?: unknown }).reencrypted === undefined) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
  },
  unlock: (passphrase: string) => unlockWithPassphrase(archive, passphrase),
  unlockWithRecoveryKey: (typed: string) => unlockWithRecoveryKey(archive, typed),
  lock: () => lockArchive(archive),
  resume: () => resumeReencryption(archive),
  addPasskey: (passphrase: string) => addPasskey(archive, passphrase, 'Test passkey'),
  unlockWithPasskey: () => unlockWithPasskey(archive),
  isRetiring: () => archive.keys()?.retiring !== null && archive.keys() !== null,
  /** Fills the list as a server's feed would, for looking at long lists and measuring them. */
  async fillList(studyCount: number): Promise<void> {
    for (let from = 0; from < studyCount; from += 500) {
      const rows = Array.from({ length: Math.min(500, studyCount - from) }, (_, index) =>
        variedRow(from + index),
      );
      const to = from + rows.length;
      const head = { seq: to, mark: 'mark' };
      const page = { hubId: 'h', hubEpoch: 'e', from, to, head, rows };
      valueOf(await applyChanges(archive, page));
    }
  },
  /** Somebody who has begun already: the app then opens with the list. */
  async begin(name: string): Promise<void> {
    const person = valueOf(await savePerson(archive, { name, profession: 'Physician' }));
    valueOf(await setCurrentPerson(archive, person.id));
  },
  async timeListMs(): Promise<number> {
    const startedAt = performance.now();
    const { studies } = valueOf(await readStudySummaries(archive, 0));
    if (studies.length === 0) throw new Error('nothing read');
    return performance.now() - startedAt;
  },
};

export type StorageHarness = typeof harness;

Object.assign(globalThis, { harness });
