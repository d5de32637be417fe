import type { Archive } from './archive.ts';
import { readSeq } from './archive.ts';
import type { InstanceBody, InstanceRow, StudyBody, StudyRow } from './archive-rows.ts';
import type { KeyedArrival } from './arrival-lookups.ts';
import { emptyPlan, type ChangePlan, type InstanceDraft, type StudyDraft } from './change-plan.ts';
import type { KeyBundle } from './key-session.ts';
import { rowsOfKeys } from './rows-of-keys.ts';
import { openRow, type Sealed } from './seal.ts';

/** Studies of one patient that are looked at for another name under the same number. */
const patientStudiesMax = 20;

/** Reads all rows that a batch of arrivals meets, in one moment, and decrypts them. */
export async function loadPlan(
  archive: Archive,
  bundle: KeyBundle,
  arrivals: readonly KeyedArrival[],
): Promise<ChangePlan> {
  const { db } = archive;
  const keysOf = (pick: (arrival: KeyedArrival) => readonly string[]): string[] => [
    ...new Set(arrivals.flatMap(pick)),
  ];
  const instanceKeys = keysOf(({ lookups }) => lookups.instance);
  const sopKeys = keysOf(({ lookups }) => lookups.sop);
  const uidKeys = keysOf(({ lookups }) => lookups.uid);
  const patientKeys = keysOf(({ lookups }) => (lookups.hasPatientId ? lookups.patient : []));
  const found = await db.transaction('r', [db.meta, db.study, db.instance, db.alias], async () => {
    const [seq, same, siblings, aliases, studies, byPatient] = await Promise.all([
      readSeq(db),
      rowsOfKeys(db.instance, 'lookup', instanceKeys),
      rowsOfKeys(db.instance, 'sop', sopKeys),
      rowsOfKeys(db.alias, 'lookup', instanceKeys),
      rowsOfKeys(db.study, 'uid', uidKeys),
      db.study.where('patient').anyOf(patientKeys).limit(patientStudiesMax).toArray(),
    ]);
    const aliased = await db.instance.bulkGet(aliases.map(({ instance }) => instance));
    const instances = [...same, ...siblings, ...aliased.filter((row) => row !== undefined)];
    const others = await db.study.bulkGet(instances.map(({ study }) => study));
    return {
      seq,
      instances,
      aliases,
      studies: [...studies, ...others.filter((row) => row !== undefined), ...byPatient],
    };
  });
  const plan = emptyPlan(found.seq);
  for (const { lookup, instance } of found.aliases) plan.knownAliases.set(lookup, instance);
  await addStudies(plan, bundle, found.studies);
  await addInstances(plan, bundle, found.instances);
  return plan;
}

/** Decrypts study rows into a plan; those it has already stay as they are. */
export async function addStudies(
  plan: ChangePlan,
  bundle: KeyBundle,
  rows: readonly StudyRow[],
): Promise<void> {
  const fresh = new Map(rows.filter((row) => !plan.studies.has(row.key)).map((r) => [r.key, r]));
  const drafts = [...fresh.values()].map(async (row): Promise<StudyDraft> => {
    const { sealed, fields } = taken(row);
    const body = await openRow<StudyBody>(bundle, 'study', row.key, sealed);
    return { fields, body, sealed, isBodyChanged: false, isChanged: false };
  });
  for (const draft of await Promise.all(drafts)) plan.studies.set(draft.fields.key, draft);
}

/** Decrypts instance rows into a plan; those it has already stay as they are. */
async function addInstances(
  plan: ChangePlan,
  bundle: KeyBundle,
  rows: readonly InstanceRow[],
): Promise<void> {
  const fresh = new Map(rows.filter((row) => !plan.instances.has(row.id)).map((r) => [r.id, r]));
  const drafts = [...fresh.values()].map(async (row): Promise<InstanceDraft> => {
    const { sealed, fields } = taken(row);
    const body = await openRow<InstanceBody>(bundle, 'instance', row.id, sealed);
    return {
      fields,
      body,
      sealed,
      isBodyChanged: false,
      isChanged: false,
      isRemoved: false,
      header: null,
    };
  });
  for (const draft of await Promise.all(drafts)) plan.instances.set(draft.fields.id, draft);
}

function taken<Row extends Sealed>(
  row: Row,
): { readonly sealed: Sealed; readonly fields: Omit<Row, keyof Sealed> } {
  const { k, iv, bytes, ...fields } = row;
  return { sealed: { k, iv, bytes }, fields };
}
