import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { InstanceRecord } from '../../archive/archive-types.ts';

type Reading = Promise<Result<InstanceRecord, ArchiveFailure>>;

interface Slot {
  readonly reading: Reading;
  byteLength: number;
}

export interface RecordLimits {
  readonly countMax: number;
  /** Of all that are kept, as `headerBytesOf` weighs them. */
  readonly bytesMax: number;
}

/**
 * Header rows read before, by instance id: frames of one instance share them. The longest unused go first;
 * the one asked for last always stays.
 */
export class RecordCache {
  readonly #slots = new Map<string, Slot>();
  readonly #limits: RecordLimits;
  #byteLength = 0;

  constructor(limits: RecordLimits) {
    this.#limits = limits;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** The record of an instance, `read` where it is not kept. What could not be read is not kept. */
  read(instanceId: string, read: (instanceId: string) => Reading): Reading {
    const known = this.#slots.get(instanceId);
    if (known !== undefined) {
      this.#slots.delete(instanceId);
      this.#slots.set(instanceId, known);
      return known.reading;
    }
    const reading = read(instanceId);
    const slot: Slot = { reading, byteLength: 0 };
    this.#slots.set(instanceId, slot);
    this.#evict();
    void reading.then(
      (record) => this.#weigh(instanceId, slot, record),
      () => this.#forget(instanceId, slot),
    );
    return reading;
  }

  delete(instanceId: string): void {
    const slot = this.#slots.get(instanceId);
    if (slot !== undefined) this.#forget(instanceId, slot);
  }

  clear(): void {
    this.#slots.clear();
    this.#byteLength = 0;
  }

  #weigh(instanceId: string, slot: Slot, record: Awaited<Reading>): void {
    if (this.#slots.get(instanceId) !== slot) return;
    if (!record.ok) {
      this.#forget(instanceId, slot);
      return;
    }
    slot.byteLength = headerBytesOf(record.value.dataset);
    this.#byteLength += slot.byteLength;
    this.#evict();
  }

  #forget(instanceId: string, slot: Slot): void {
    if (this.#slots.get(instanceId) !== slot) return;
    this.#slots.delete(instanceId);
    this.#byteLength -= slot.byteLength;
  }

  #evict(): void {
    const { countMax, bytesMax } = this.#limits;
    for (const [oldest, slot] of this.#slots) {
      const isOver = this.#slots.size > countMax || this.#byteLength > bytesMax;
      if (!isOver || this.#slots.size === 1) return;
      this.#forget(oldest, slot);
    }
  }
}

/** What an element takes in memory beside its text: the object, its list, its place. Measured in V8. */
const elementBytes = 160;

const weights = new WeakMap<DicomDataset, number>();

/** About how many bytes a header takes in memory; counted once for each. */
export function headerBytesOf(dataset: DicomDataset): number {
  const known = weights.get(dataset);
  if (known !== undefined) return known;
  let bytes = 0;
  for (const element of Object.values(dataset)) {
    if (element !== undefined) bytes += elementBytesOf(element);
  }
  weights.set(dataset, bytes);
  return bytes;
}

function elementBytesOf({ InlineBinary, Value }: DicomElement): number {
  let bytes = elementBytes + (InlineBinary?.length ?? 0);
  for (const value of Value ?? []) {
    if (typeof value === 'string') bytes += 16 + value.length;
    else if (typeof value !== 'object' || value === null) bytes += 16;
    else if ('Alphabetic' in value || 'Ideographic' in value) bytes += elementBytes;
    else bytes += headerBytesOf(value as DicomDataset);
  }
  return bytes;
}
