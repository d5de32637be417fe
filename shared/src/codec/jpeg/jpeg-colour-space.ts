import type { JpegHeader } from './read-jpeg-header.ts';

/**
 * Says which colour space the components of a JPEG codestream are in. What the codestream says of itself
 * counts more than Photometric Interpretation, which many writers leave at RGB for YCbCr codestreams:
 * Adobe segment, then JFIF, then component names 'R' 'G' 'B'; only then the data set, unless chroma is
 * stored at half size, which no RGB writer does without naming its components.
 */
export function jpegColourSpace(header: JpegHeader, PhotometricInterpretation: string): string {
  if (header.components.length !== 3) return PhotometricInterpretation;
  if (header.adobeTransform !== null) return header.adobeTransform === 0 ? 'RGB' : 'YBR_FULL';
  if (header.isJfif) return 'YBR_FULL';
  const names = header.components.map((component) => component.id);
  if (names[0] === 0x52 && names[1] === 0x47 && names[2] === 0x42) return 'RGB';
  if (PhotometricInterpretation !== 'RGB') return 'YBR_FULL';
  const [first, ...others] = header.components;
  const isHalved = others.some(
    (component) =>
      component.horizontal !== first?.horizontal || component.vertical !== first.vertical,
  );
  return isHalved ? 'YBR_FULL' : 'RGB';
}
