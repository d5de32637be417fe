import { get_element } from '@iwharris/dicom-data-dictionary';
import { vrOf } from '#shared/dicom/tag.ts';

/**
 * VR of a standard attribute (PS3.6) for Implicit VR data sets: our own table first, then the whole
 * dictionary. Where the standard leaves a choice (`US or SS`, `OB or OW`) its first is taken.
 */
export function standardVrOf(tag: string): string | undefined {
  const own = vrOf(tag);
  if (own !== undefined) return own;
  return get_element(tag.toUpperCase())?.vr.split(' or ')[0];
}
