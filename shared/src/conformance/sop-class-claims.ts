import type { SopClassKind } from '../dicom/sop-class.ts';
import { sopClasses } from '../dicom/sop-class.ts';

/** What Satchel claims for one storage SOP Class (PS3.2). */
export interface SopClassClaim {
  readonly uid: string;
  readonly name: string;
  readonly kind: SopClassKind;
  readonly store: boolean;
  /** Its frames are shown as images; everything else is kept and listed. */
  readonly display: boolean;
}

/** All standard storage SOP Classes; private ones are stored as well, and shown when they are complete images. */
export const sopClassClaims: readonly SopClassClaim[] = sopClasses.map(
  ({ uid, name, kind, isImage }) => ({
    uid,
    name,
    kind,
    store: true,
    display: isImage && kind !== 'video',
  }),
);
