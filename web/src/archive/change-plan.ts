import type { Op } from '#shared/sync/op.ts';
import type {
  AliasBody,
  HeaderBody,
  InstanceBody,
  InstanceRow,
  OutboxRow,
  StudyBody,
  StudyRow,
} from './archive-rows.ts';
import type { ArrivingBytes } from './arrival.ts';
import type { Sealed } from './seal.ts';

type Mutable<Row> = { -readonly [Name in keyof Row]: Row[Name] };
type Plain<Row extends Sealed> = Mutable<Omit<Row, keyof Sealed>>;

/** A study row while a change is being planned. */
export interface StudyDraft {
  readonly fields: Plain<StudyRow>;
  body: StudyBody;
  /** The body as it lies on the disk; null when it is new. */
  readonly sealed: Sealed | null;
  isBodyChanged: boolean;
  isChanged: boolean;
}

/** An instance row while a change is being planned. */
export interface InstanceDraft {
  readonly fields: Plain<InstanceRow>;
  body: InstanceBody;
  readonly sealed: Sealed | null;
  isBodyChanged: boolean;
  isChanged: boolean;
  /** Its content turned out to be another's: the row goes. */
  isRemoved: boolean;
  /** To be written with it; null when what is there stays. */
  header: HeaderBody | null;
}

export interface AliasDraft {
  readonly lookup: string;
  readonly instance: string;
  readonly body: AliasBody;
}

/**
 * What the rows looked like at `seq`, and what is to become of them. Built from reading and deciding
 * alone; sealed and written by `commitPlan`, which refuses it when anything has changed since `seq`.
 */
export interface ChangePlan {
  readonly seq: number;
  readonly studies: Map<string, StudyDraft>;
  readonly instances: Map<string, InstanceDraft>;
  readonly aliases: AliasDraft[];
  /** Aliases on the disk: lookup key to instance id. */
  readonly knownAliases: Map<string, string>;
  /** By id of the instance that gets them. */
  readonly bytes: Map<string, ArrivingBytes>;
  readonly ops: Op[];
  readonly outbox: OutboxRow[];
}

export function emptyPlan(seq: number): ChangePlan {
  return {
    seq,
    studies: new Map(),
    instances: new Map(),
    aliases: [],
    knownAliases: new Map(),
    bytes: new Map(),
    ops: [],
    outbox: [],
  };
}

/** Puts other content into a study's body. */
export function changeStudyBody(study: StudyDraft, body: StudyBody): void {
  if (body === study.body) return;
  study.body = body;
  study.isBodyChanged = true;
  study.isChanged = true;
}

/** Keeps a study's counts in step with one of its instances: call with the instance before and after. */
export function countInstance(study: StudyDraft, instance: InstanceDraft, sign: 1 | -1): void {
  const { fields } = study;
  fields.instanceCount += sign;
  fields.localCount += sign * instance.fields.local;
  fields.serverCount += sign * instance.fields.server;
  fields.variantCount += sign * instance.fields.variant;
  fields.byteLength += sign * instance.fields.byteLength;
  study.isChanged = true;
}

/** Changes an instance's plain fields, its study's counts with it. */
export function changeInstance(
  plan: ChangePlan,
  instance: InstanceDraft,
  change: Partial<Pick<InstanceDraft['fields'], 'local' | 'server' | 'variant' | 'blob'>>,
): void {
  const study = plan.studies.get(instance.fields.study);
  if (study !== undefined) countInstance(study, instance, -1);
  Object.assign(instance.fields, change);
  instance.isChanged = true;
  if (study !== undefined) countInstance(study, instance, 1);
}

/** Takes an instance out, its study's counts with it. */
export function removeInstance(plan: ChangePlan, instance: InstanceDraft): void {
  const study = plan.studies.get(instance.fields.study);
  if (study !== undefined) countInstance(study, instance, -1);
  instance.isRemoved = true;
  instance.isChanged = true;
}
