import type { ImportOutcome } from './archive-types.ts';
import type { KeyedArrival } from './arrival-lookups.ts';
import {
  changeInstance,
  changeStudyBody,
  countInstance,
  removeInstance,
  type ChangePlan,
  type InstanceDraft,
  type StudyDraft,
} from './change-plan.ts';
import { randomId } from './random-id.ts';
import { namesOtherPatient, newStudyBody, withAdder, withInstance } from './study-body.ts';

/** What became of an arrival. `warnings` are about whom and what it belongs to. */
export interface ArrivalOutcome {
  readonly outcome: Extract<ImportOutcome['outcome'], 'stored' | 'duplicate' | 'variant'>;
  readonly instanceId: string;
  readonly studyKey: string;
  readonly warnings: readonly string[];
}

/**
 * Decides what becomes of each arrival, in order, each seeing those before it. Same content under one SOP
 * Instance UID is one instance, the other bytes being noted as an alias; other content is kept beside.
 */
export function planArrivals(
  plan: ChangePlan,
  arrivals: readonly KeyedArrival[],
  nowIso: string,
): readonly ArrivalOutcome[] {
  return arrivals.map((arrival) => planArrival(plan, arrival, nowIso));
}

function planArrival(plan: ChangePlan, arrival: KeyedArrival, nowIso: string): ArrivalOutcome {
  const { lookups } = arrival;
  const living = [...plan.instances.values()].filter(({ isRemoved }) => !isRemoved);
  const own = living.find(({ fields }) => lookups.instance.includes(fields.lookup));
  if (own !== undefined) return planKnown(plan, own, arrival, siblingsOf(plan, arrival, own));
  const aliased = aliasOf(plan, lookups.instance);
  if (aliased !== undefined) return planSameContent(plan, aliased, arrival, true);
  const siblings = siblingsOf(plan, arrival, null);
  const same = siblings.find((sibling) => isSameContent(sibling, arrival));
  if (same !== undefined) return planSameContent(plan, same, arrival, false);
  return planNew(plan, arrival, siblings, nowIso);
}

/** The same bytes again, or the bytes of what was only known so far. */
function planKnown(
  plan: ChangePlan,
  own: InstanceDraft,
  arrival: KeyedArrival,
  siblings: readonly InstanceDraft[],
): ArrivalOutcome {
  const { bytes, isOnServer } = arrival;
  const isHere = own.fields.local === 1;
  if (isOnServer && own.fields.server === 0) changeInstance(plan, own, { server: 1 });
  if (bytes === null) return outcomeOf(plan, own, 'duplicate', []);
  if (isHere) {
    // Our own transaction, whose answer was lost with the connection.
    const isOurs = own.fields.blob === bytes.blobId;
    return outcomeOf(plan, own, isOurs ? 'stored' : 'duplicate', []);
  }
  const same = siblings.find((sibling) => isSameContent(sibling, arrival));
  if (same !== undefined) return mergeInto(plan, own, same, arrival, siblings);
  changeInstance(plan, own, { local: 1, blob: bytes.blobId });
  own.body = { ...arrival.body, addedAt: own.body.addedAt };
  own.isBodyChanged = true;
  own.header = arrival.header;
  plan.bytes.set(own.fields.id, bytes);
  const study = plan.studies.get(own.fields.study);
  if (study !== undefined) {
    const { SeriesInstanceUID } = arrival.body;
    changeStudyBody(study, withInstance(study.body, arrival.header.dataset, SeriesInstanceUID));
  }
  if (own.fields.server === 0) enqueue(plan, own, study);
  return outcomeOf(plan, own, own.fields.variant === 1 ? 'variant' : 'stored', []);
}

/** What the server holds turns out to be what is here in other bytes: one instance, on both sides. */
function mergeInto(
  plan: ChangePlan,
  own: InstanceDraft,
  same: InstanceDraft,
  arrival: KeyedArrival,
  siblings: readonly InstanceDraft[],
): ArrivalOutcome {
  removeInstance(plan, own);
  if (own.fields.server === 1) changeInstance(plan, same, { server: 1 });
  const left = siblings.filter((sibling) => !sibling.isRemoved);
  if (left.length === 1) changeInstance(plan, same, { variant: 0 });
  addAlias(plan, same, arrival);
  return outcomeOf(plan, same, 'duplicate', []);
}

function planSameContent(
  plan: ChangePlan,
  same: InstanceDraft,
  arrival: KeyedArrival,
  isAliased: boolean,
): ArrivalOutcome {
  if (arrival.isOnServer && same.fields.server === 0) changeInstance(plan, same, { server: 1 });
  if (!isAliased) addAlias(plan, same, arrival);
  return outcomeOf(plan, same, 'duplicate', []);
}

function planNew(
  plan: ChangePlan,
  arrival: KeyedArrival,
  siblings: readonly InstanceDraft[],
  nowIso: string,
): ArrivalOutcome {
  const { body, header, bytes, lookups, isSample, isOnServer } = arrival;
  const warnings: string[] = [];
  const study = studyFor(plan, arrival, nowIso, warnings);
  if (namesOtherPatient(study.body, header.dataset)) warnings.push('PATIENT_DIFFERS');
  for (const sibling of siblings) {
    if (sibling.fields.variant === 0) changeInstance(plan, sibling, { variant: 1 });
  }
  const instance: InstanceDraft = {
    fields: {
      id: randomId(),
      lookup: lookups.instance[0] ?? '',
      sop: lookups.sop[0] ?? '',
      study: study.fields.key,
      rev: 0,
      local: bytes === null ? 0 : 1,
      server: isOnServer ? 1 : 0,
      variant: siblings.length === 0 ? 0 : 1,
      blob: bytes?.blobId ?? null,
      byteLength: arrival.byteLength,
    },
    body,
    sealed: null,
    isBodyChanged: true,
    isChanged: true,
    isRemoved: false,
    header,
  };
  plan.instances.set(instance.fields.id, instance);
  countInstance(study, instance, 1);
  const grown = withInstance(study.body, header.dataset, body.SeriesInstanceUID);
  changeStudyBody(study, withAdder(grown, arrival.addedById ?? ''));
  if (study.body.rejection !== null) {
    // Who rejected it did not know of this one: it must be seen, not go down with the rest.
    warnings.push('STUDY_IN_TRASH');
    changeStudyBody(study, { ...study.body, hasLaterWork: true, purgedAt: null });
  }
  if (bytes !== null) plan.bytes.set(instance.fields.id, bytes);
  if (bytes !== null && !isOnServer && !isSample) enqueue(plan, instance, study);
  return outcomeOf(plan, instance, siblings.length === 0 ? 'stored' : 'variant', warnings);
}

function studyFor(
  plan: ChangePlan,
  arrival: KeyedArrival,
  nowIso: string,
  warnings: string[],
): StudyDraft {
  const { body, header, isSample, lookups } = arrival;
  const studies = [...plan.studies.values()];
  const known = studies.find(({ fields }) => lookups.study.includes(fields.lookup));
  const fresh = (): StudyDraft['body'] => ({
    ...newStudyBody(body.StudyInstanceUID, header.dataset, nowIso),
    ...rejectionOf(studies, lookups.uid),
  });
  const others = studies.filter(
    (study) =>
      study !== known && study.fields.gone === 0 && isSample === (study.fields.sample === 1),
  );
  if (others.some(({ fields }) => lookups.uid.includes(fields.uid))) {
    warnings.push('STUDY_UID_OTHER_PATIENT');
  }
  if (known !== undefined && known.fields.gone === 0) return known;
  const samePatient = others.filter(({ fields }) => lookups.patient.includes(fields.patient));
  if (lookups.hasPatientId && samePatient.some((s) => namesOtherPatient(s.body, header.dataset))) {
    warnings.push('PATIENT_ID_OTHER_NAME');
  }
  if (known !== undefined) {
    known.fields.gone = 0;
    changeStudyBody(known, fresh());
    return known;
  }
  const study: StudyDraft = {
    fields: {
      key: randomId(),
      lookup: lookups.study[0] ?? '',
      uid: lookups.uid[0] ?? '',
      patient: lookups.patient[0] ?? '',
      seq: 0,
      rev: 0,
      sample: isSample ? 1 : 0,
      gone: 0,
      instanceCount: 0,
      localCount: 0,
      serverCount: 0,
      variantCount: 0,
      byteLength: 0,
      thumbnail: null,
    },
    body: fresh(),
    sealed: null,
    isBodyChanged: true,
    isChanged: true,
  };
  plan.studies.set(study.fields.key, study);
  return study;
}

/** A rejection is of the Study Instance UID: it holds for every row under it, also one that came later. */
function rejectionOf(studies: readonly StudyDraft[], uid: readonly string[]) {
  const twin = studies.find(({ fields }) => uid.includes(fields.uid));
  return {
    rejection: twin?.body.rejection ?? null,
    hasLaterWork: twin?.body.hasLaterWork ?? false,
  };
}

function siblingsOf(
  plan: ChangePlan,
  arrival: KeyedArrival,
  own: InstanceDraft | null,
): readonly InstanceDraft[] {
  return [...plan.instances.values()].filter((instance) => {
    if (instance === own || instance.isRemoved) return false;
    if (!arrival.lookups.sop.includes(instance.fields.sop)) return false;
    // Samples never meet the real ones: they are not synced, and go when a person has seen enough.
    return arrival.isSample === (plan.studies.get(instance.fields.study)?.fields.sample === 1);
  });
}

function aliasOf(plan: ChangePlan, lookups: readonly string[]): InstanceDraft | undefined {
  const drafted = plan.aliases.find(({ lookup }) => lookups.includes(lookup))?.instance;
  const known = lookups
    .map((lookup) => plan.knownAliases.get(lookup))
    .find((id) => id !== undefined);
  const instance = plan.instances.get(drafted ?? known ?? '');
  return instance === undefined || instance.isRemoved ? undefined : instance;
}

function addAlias(plan: ChangePlan, same: InstanceDraft, arrival: KeyedArrival): void {
  const { sha256, TransferSyntaxUID, fileName, addedAt, addedBy } = arrival.body;
  const { byteLength } = arrival;
  plan.aliases.push({
    lookup: arrival.lookups.instance[0] ?? '',
    instance: same.fields.id,
    body: { sha256, byteLength, TransferSyntaxUID, fileName, addedAt, addedBy },
  });
}

/** Pixel data and data set have equal digests; what only the server has can't be compared yet. */
function isSameContent(instance: InstanceDraft, arrival: KeyedArrival): boolean {
  const { tagSha256, pixelSha256 } = arrival.body;
  if (tagSha256 === null || instance.fields.local === 0) return false;
  return instance.body.tagSha256 === tagSha256 && instance.body.pixelSha256 === pixelSha256;
}

function enqueue(plan: ChangePlan, instance: InstanceDraft, study: StudyDraft | undefined): void {
  if (study === undefined || study.fields.sample === 1) return;
  plan.outbox.push({
    ref: instance.fields.id,
    kind: 'instance',
    order: plan.seq + 1,
    group: study.fields.key,
    byteLength: instance.fields.byteLength,
    tries: 0,
    nextAtMs: 0,
    code: null,
  });
}

function outcomeOf(
  plan: ChangePlan,
  instance: InstanceDraft,
  outcome: ArrivalOutcome['outcome'],
  warnings: readonly string[],
): ArrivalOutcome {
  const { id, study } = instance.fields;
  const studyKey = plan.studies.get(study)?.fields.key ?? study;
  return { outcome, instanceId: id, studyKey, warnings };
}
