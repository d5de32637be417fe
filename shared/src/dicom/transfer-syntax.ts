/** How one transfer syntax of PS3.6 Table A-1 writes data sets and pixels. */
export interface TransferSyntax {
  readonly uid: string;
  readonly keyword: string;
  readonly name: string;
  readonly explicit: boolean;
  readonly bigEndian: boolean;
  /** The data set after group 0002 is one deflate stream (PS3.5 A.5). */
  readonly deflated: boolean;
  readonly encapsulated: boolean;
  /** `lossy`: may lose; `lossless`: never does; both kinds of stream are possible in JPEG 2000 Part 1 (.91), which counts as lossy. */
  readonly compression: 'none' | 'lossless' | 'lossy';
  readonly codec: Codec;
  /** Media type of single frames over HTTP (PS3.18 Table 8.7.3-5). */
  readonly frameMediaType: string;
}

export type Codec =
  | 'native'
  | 'rle'
  | 'deflated-frame'
  | 'jpeg-baseline'
  | 'jpeg-extended'
  | 'jpeg-progressive'
  | 'jpeg-lossless'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k'
  | 'jpeg-xl'
  | 'video'
  | 'none';

const le = { explicit: true, bigEndian: false, deflated: false } as const;

function native(
  uid: string,
  keyword: string,
  name: string,
  flags: Partial<TransferSyntax> = {},
): TransferSyntax {
  return {
    uid,
    keyword,
    name,
    ...le,
    encapsulated: false,
    compression: 'none',
    codec: 'native',
    frameMediaType: 'application/octet-stream',
    ...flags,
  };
}

function packed(
  end: string,
  keyword: string,
  name: string,
  compression: 'none' | 'lossless' | 'lossy',
  codec: Codec,
  frameMediaType: string,
): TransferSyntax {
  const uid = `1.2.840.10008.1.2.${end}`;
  return { uid, keyword, name, ...le, encapsulated: true, compression, codec, frameMediaType };
}

/** Every transfer syntax that Satchel stores; which of them it shows is said in `conformance`. */
export const transferSyntaxes: readonly TransferSyntax[] = [
  native('1.2.840.10008.1.2', 'ImplicitVRLittleEndian', 'Implicit VR Little Endian', {
    explicit: false,
  }),
  native('1.2.840.10008.1.2.1', 'ExplicitVRLittleEndian', 'Explicit VR Little Endian'),
  packed(
    '1.98',
    'EncapsulatedUncompressedExplicitVRLittleEndian',
    'Encapsulated Uncompressed Explicit VR Little Endian',
    'none',
    'native',
    'application/octet-stream',
  ),
  native(
    '1.2.840.10008.1.2.1.99',
    'DeflatedExplicitVRLittleEndian',
    'Deflated Explicit VR Little Endian',
    { deflated: true },
  ),
  native('1.2.840.10008.1.2.2', 'ExplicitVRBigEndian', 'Explicit VR Big Endian', {
    bigEndian: true,
  }),
  packed(
    '4.50',
    'JPEGBaseline8Bit',
    'JPEG Baseline (Process 1)',
    'lossy',
    'jpeg-baseline',
    'image/jpeg',
  ),
  packed(
    '4.51',
    'JPEGExtended12Bit',
    'JPEG Extended (Process 2 and 4)',
    'lossy',
    'jpeg-extended',
    'image/jpeg',
  ),
  packed(
    '4.53',
    'JPEGSpectralSelectionNonHierarchical68',
    'JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)',
    'lossy',
    'jpeg-progressive',
    'image/jpeg',
  ),
  packed(
    '4.55',
    'JPEGFullProgressionNonHierarchical1012',
    'JPEG Full Progression, Non-Hierarchical (Process 10 and 12)',
    'lossy',
    'jpeg-progressive',
    'image/jpeg',
  ),
  packed(
    '4.57',
    'JPEGLossless',
    'JPEG Lossless, Non-Hierarchical (Process 14)',
    'lossless',
    'jpeg-lossless',
    'image/jpeg',
  ),
  packed(
    '4.70',
    'JPEGLosslessSV1',
    'JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)',
    'lossless',
    'jpeg-lossless',
    'image/jpeg',
  ),
  packed(
    '4.80',
    'JPEGLSLossless',
    'JPEG-LS Lossless Image Compression',
    'lossless',
    'jpeg-ls',
    'image/jls',
  ),
  packed(
    '4.81',
    'JPEGLSNearLossless',
    'JPEG-LS Lossy (Near-Lossless) Image Compression',
    'lossy',
    'jpeg-ls',
    'image/jls',
  ),
  packed(
    '4.90',
    'JPEG2000Lossless',
    'JPEG 2000 Image Compression (Lossless Only)',
    'lossless',
    'jpeg-2000',
    'image/jp2',
  ),
  packed('4.91', 'JPEG2000', 'JPEG 2000 Image Compression', 'lossy', 'jpeg-2000', 'image/jp2'),
  packed(
    '4.92',
    'JPEG2000MCLossless',
    'JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)',
    'lossless',
    'none',
    'image/jpx',
  ),
  packed(
    '4.93',
    'JPEG2000MC',
    'JPEG 2000 Part 2 Multi-component Image Compression',
    'lossy',
    'none',
    'image/jpx',
  ),
  native('1.2.840.10008.1.2.4.94', 'JPIPReferenced', 'JPIP Referenced', {
    codec: 'none',
    compression: 'lossy',
  }),
  native('1.2.840.10008.1.2.4.95', 'JPIPReferencedDeflate', 'JPIP Referenced Deflate', {
    codec: 'none',
    compression: 'lossy',
    deflated: true,
  }),
  packed('4.100', 'MPEG2MPML', 'MPEG2 Main Profile / Main Level', 'lossy', 'video', 'video/mpeg'),
  packed(
    '4.100.1',
    'MPEG2MPMLF',
    'Fragmentable MPEG2 Main Profile / Main Level',
    'lossy',
    'video',
    'video/mpeg',
  ),
  packed('4.101', 'MPEG2MPHL', 'MPEG2 Main Profile / High Level', 'lossy', 'video', 'video/mpeg'),
  packed(
    '4.101.1',
    'MPEG2MPHLF',
    'Fragmentable MPEG2 Main Profile / High Level',
    'lossy',
    'video',
    'video/mpeg',
  ),
  packed(
    '4.102',
    'MPEG4HP41',
    'MPEG-4 AVC/H.264 High Profile / Level 4.1',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.102.1',
    'MPEG4HP41F',
    'Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.103',
    'MPEG4HP41BD',
    'MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.103.1',
    'MPEG4HP41BDF',
    'Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.104',
    'MPEG4HP422D',
    'MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.104.1',
    'MPEG4HP422DF',
    'Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.105',
    'MPEG4HP423D',
    'MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.105.1',
    'MPEG4HP423DF',
    'Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.106',
    'MPEG4HP42STEREO',
    'MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed(
    '4.106.1',
    'MPEG4HP42STEREOF',
    'Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed('4.107', 'HEVCMP51', 'HEVC/H.265 Main Profile / Level 5.1', 'lossy', 'video', 'video/mp4'),
  packed(
    '4.108',
    'HEVCM10P51',
    'HEVC/H.265 Main 10 Profile / Level 5.1',
    'lossy',
    'video',
    'video/mp4',
  ),
  packed('4.110', 'JPEGXLLossless', 'JPEG XL Lossless', 'lossless', 'jpeg-xl', 'image/jxl'),
  packed(
    '4.111',
    'JPEGXLJPEGRecompression',
    'JPEG XL JPEG Recompression',
    'lossy',
    'jpeg-xl',
    'image/jxl',
  ),
  packed('4.112', 'JPEGXL', 'JPEG XL', 'lossy', 'jpeg-xl', 'image/jxl'),
  packed(
    '4.201',
    'HTJ2KLossless',
    'High-Throughput JPEG 2000 Image Compression (Lossless Only)',
    'lossless',
    'htj2k',
    'image/jphc',
  ),
  packed(
    '4.202',
    'HTJ2KLosslessRPCL',
    'High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)',
    'lossless',
    'htj2k',
    'image/jphc',
  ),
  packed(
    '4.203',
    'HTJ2K',
    'High-Throughput JPEG 2000 Image Compression',
    'lossy',
    'htj2k',
    'image/jphc',
  ),
  native('1.2.840.10008.1.2.4.204', 'JPIPHTJ2KReferenced', 'JPIP HTJ2K Referenced', {
    codec: 'none',
    compression: 'lossy',
  }),
  native('1.2.840.10008.1.2.4.205', 'JPIPHTJ2KReferencedDeflate', 'JPIP HTJ2K Referenced Deflate', {
    codec: 'none',
    compression: 'lossy',
    deflated: true,
  }),
  packed('5', 'RLELossless', 'RLE Lossless', 'lossless', 'rle', 'image/dicom-rle'),
  packed(
    '8.1',
    'DeflatedImageFrameCompression',
    'Deflated Image Frame Compression',
    'lossless',
    'deflated-frame',
    'application/octet-stream',
  ),
];

const byUid = new Map(transferSyntaxes.map((syntax) => [syntax.uid, syntax]));

/** Finds the table row of a Transfer Syntax UID, or undefined for private, retired and damaged ones. */
export function transferSyntaxOf(uid: string): TransferSyntax | undefined {
  return byUid.get(uid);
}

export const implicitVrLittleEndian = '1.2.840.10008.1.2';
export const explicitVrLittleEndian = '1.2.840.10008.1.2.1';
export const encapsulatedUncompressed = '1.2.840.10008.1.2.1.98';
export const deflatedExplicitVrLittleEndian = '1.2.840.10008.1.2.1.99';
export const explicitVrBigEndian = '1.2.840.10008.1.2.2';
