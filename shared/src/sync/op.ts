/**
 * An operation: the only way that anything but an instance's bytes comes to be. Append-only; what is
 * seen (marks, rejections, pins) is folded from the set of operations, in any order of arrival.
 */
export interface Op {
  /** `<device>.<epoch>.<n>`, n = 1, 2, 3 … without gaps per device and epoch. */
  readonly id: string;
  readonly user: OpUser;
  /** Hybrid logical clock, `<wallMs 13 digits>-<counter 4 hex>-<device>`: sorts as text; display and ties only. */
  readonly hlc: string;
  readonly target: OpTarget;
  /** `mark.create`, `mark.set`, `mark.delete`, `study.reject`, `study.restore`, … Unknown kinds are kept and relayed. */
  readonly kind: string;
  /** For `*.set`: which field; empty otherwise. */
  readonly field: string;
  readonly value: unknown;
  /** Ids of the operations this one has seen as current for the field: how concurrency is told. */
  readonly base: readonly string[];
}

export interface OpUser {
  readonly id: string;
  readonly name: string;
  readonly profession: string;
}

export interface OpTarget {
  readonly type: 'mark' | 'study' | 'instance' | (string & {});
  readonly id: string;
  readonly StudyInstanceUID: string;
}
