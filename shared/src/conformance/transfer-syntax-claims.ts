import type { Codec } from '../dicom/transfer-syntax.ts';
import { transferSyntaxes } from '../dicom/transfer-syntax.ts';

/** What Satchel claims for one transfer syntax (PS3.2). */
export interface TransferSyntaxClaim {
  readonly uid: string;
  readonly name: string;
  /** Accepted, kept and given back as it came. */
  readonly store: boolean;
  /** Frames are decoded and shown. */
  readonly display: boolean;
}

/** Coders whose frames are decoded; video is kept, not played. */
const shownCodecs = new Set<Codec>([
  'native',
  'rle',
  'deflated-frame',
  'jpeg-baseline',
  'jpeg-extended',
  'jpeg-progressive',
  'jpeg-lossless',
  'jpeg-ls',
  'jpeg-2000',
  'htj2k',
  'jpeg-xl',
]);

/** All transfer syntaxes of the table in `dicom`: the conformance statement is generated from this. */
export const transferSyntaxClaims: readonly TransferSyntaxClaim[] = transferSyntaxes.map(
  ({ uid, name, codec }) => ({ uid, name, store: true, display: shownCodecs.has(codec) }),
);
