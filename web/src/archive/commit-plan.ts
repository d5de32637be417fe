import { fenceKeys, nextSeq, readSeq, type Archive } from './archive.ts';
import { PlanStale } from './archive-error.ts';
import type {
  AliasRow,
  HeaderRow,
  InstanceRow,
  OpRow,
  OutboxRow,
  StudyRow,
} from './archive-rows.ts';
import type { BlobToStore } from './blob-store/blob-store.ts';
import type { ChangePlan, InstanceDraft, StudyDraft } from './change-plan.ts';
import type { KeyBundle, Keys } from './key-session.ts';
import { lookupKey } from './lookup-key.ts';
import { previewKinds } from './preview-kinds.ts';
import { topicOf } from './op-topic.ts';
import { randomId } from './random-id.ts';
import { sealRow } from './seal.ts';

/** What else the transaction writes: counts of operations, a cursor. Awaits nothing but the database. */
export type AlsoWrite = () => Promise<void>;

/**
 * Seals what a plan changes and writes it in one strict transaction: bytes, rows, outbox entries together,
 * or nothing. Rejects with PlanStale when anything has changed since the plan's rows were read.
 */
export async function commitPlan(
  archive: Archive,
  bundle: KeyBundle,
  plan: ChangePlan,
  also?: AlsoWrite,
): Promise<void> {
  const { db, blobs } = archive;
  const sealed = await sealPlan(bundle, plan);
  if (isEmpty(sealed) && also === undefined) return;
  const { meta, study, instance, header, alias, blob, chunk, preview, op, outbox } = db;
  const tables = [meta, study, instance, header, alias, blob, chunk, preview, op, outbox];
  await db.transaction('rw', tables, async () => {
    await fenceKeys(db, bundle);
    if ((await readSeq(db)) !== plan.seq) throw new PlanStale();
    if (!isEmpty(sealed)) {
      const seq = await nextSeq(db);
      await study.bulkPut(sealed.studies.map((row) => ({ ...row, seq })));
    }
    await instance.bulkPut(sealed.instances);
    await header.bulkPut(sealed.headers);
    await alias.bulkAdd(sealed.aliases);
    await op.bulkAdd(sealed.ops);
    await outbox.bulkPut(sealed.outbox);
    for (const id of sealed.removedInstances) {
      await instance.delete(id);
      await header.delete(id);
      await outbox.delete(id);
      await preview.bulkDelete(previewKinds.map((kind): [string, string] => [id, kind]));
    }
    await blobs.store(sealed.bytes);
    await also?.();
  });
}

interface SealedPlan {
  readonly studies: readonly StudyRow[];
  readonly instances: readonly InstanceRow[];
  readonly headers: readonly HeaderRow[];
  readonly aliases: readonly AliasRow[];
  readonly ops: readonly OpRow[];
  readonly outbox: readonly OutboxRow[];
  readonly removedInstances: readonly string[];
  readonly bytes: readonly BlobToStore[];
}

async function sealPlan({ active }: KeyBundle, plan: ChangePlan): Promise<SealedPlan> {
  const changed = [...plan.instances.values()].filter(({ isChanged }) => isChanged);
  const kept = changed.filter(({ isRemoved }) => !isRemoved);
  const studies = [...plan.studies.values()].filter(({ isChanged }) => isChanged);
  return {
    studies: await Promise.all(studies.map((study) => studyRow(active, study))),
    instances: await Promise.all(kept.map((instance) => instanceRow(active, instance))),
    headers: await sealAll(kept, async ({ fields: { id }, header }) =>
      header === null ? null : { id, ...(await sealRow(active, 'header', id, header)) },
    ),
    aliases: await Promise.all(
      plan.aliases.map(async ({ lookup, instance, body }): Promise<AliasRow> => {
        const id = randomId();
        return { id, lookup, instance, ...(await sealRow(active, 'alias', id, body)) };
      }),
    ),
    ops: await Promise.all(
      plan.ops.map(async (op): Promise<OpRow> => {
        const study = await lookupKey(active, 'study-uid', op.target.StudyInstanceUID);
        return { id: op.id, study, ...topicOf(op), ...(await sealRow(active, 'op', op.id, op)) };
      }),
    ),
    outbox: plan.outbox,
    removedInstances: changed.filter(({ isRemoved }) => isRemoved).map(({ fields }) => fields.id),
    bytes: await Promise.all(
      [...plan.bytes.values()].map(async (bytes) => ({
        blobId: bytes.blobId,
        shape: bytes.shape,
        firstIndex: bytes.stagedCount,
        chunks: await bytes.chunks(active),
      })),
    ),
  };
}

async function studyRow(keys: Keys, study: StudyDraft): Promise<StudyRow> {
  const { fields, body } = study;
  if (!study.isBodyChanged && study.sealed !== null) return { ...fields, ...study.sealed };
  const sealed = await sealRow(keys, 'study', fields.key, body);
  return { ...fields, rev: fields.rev + 1, ...sealed };
}

async function instanceRow(keys: Keys, instance: InstanceDraft): Promise<InstanceRow> {
  const { fields, body } = instance;
  if (!instance.isBodyChanged && instance.sealed !== null) return { ...fields, ...instance.sealed };
  const sealed = await sealRow(keys, 'instance', fields.id, body);
  return { ...fields, rev: fields.rev + 1, ...sealed };
}

async function sealAll<Item, Row>(
  items: readonly Item[],
  seal: (item: Item) => Promise<Row | null>,
): Promise<readonly Row[]> {
  const rows = await Promise.all(items.map(seal));
  return rows.filter((row) => row !== null);
}

function isEmpty(sealed: SealedPlan): boolean {
  const { studies, instances, aliases, ops, removedInstances } = sealed;
  return [studies, instances, aliases, ops, removedInstances].every((rows) => rows.length === 0);
}
