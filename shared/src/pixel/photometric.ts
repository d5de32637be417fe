export type PhotometricKind = 'grey' | 'palette' | 'rgb' | 'ybr-full' | 'ybr-partial';

/**
 * What has to be done with values of a Photometric Interpretation (PS3.3 C.7.6.3.1.2) to see them.
 * The number of samples counts more than an unknown or contradicting name: one sample is grey, three are
 * colour. YBR_RCT and YBR_ICT name what is inside a JPEG 2000 codestream; decoded values are RGB.
 */
export function photometricKindOf(
  PhotometricInterpretation: string,
  SamplesPerPixel: number,
): PhotometricKind {
  if (SamplesPerPixel === 1) {
    return PhotometricInterpretation === 'PALETTE COLOR' ? 'palette' : 'grey';
  }
  switch (PhotometricInterpretation) {
    case 'YBR_FULL':
    case 'YBR_FULL_422':
      return 'ybr-full';
    case 'YBR_PARTIAL_422':
    case 'YBR_PARTIAL_420':
      return 'ybr-partial';
    default:
      return 'rgb';
  }
}
