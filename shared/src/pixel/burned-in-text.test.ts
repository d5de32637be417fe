import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { burnedInTextOf } from './burned-in-text.ts';

describe('letters in the pixels', () => {
  it.each([
    ['the file says so', { Modality: 'CT', BurnedInAnnotation: 'YES' }, 'said'],
    ['the file denies it', { Modality: 'US', BurnedInAnnotation: 'NO' }, 'denied'],
    ['an ultrasound that says nothing', { Modality: 'US' }, 'possible'],
    ['a scanned film', { Modality: 'CR', ConversionType: 'DF' }, 'possible'],
    [
      'a captured screen of a CT',
      { Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.4' },
      'possible',
    ],
    ['a report of a CT in colour', { Modality: 'CT', SamplesPerPixel: 3 }, 'possible'],
    ['a CT slice', { Modality: 'CT', SamplesPerPixel: 1 }, 'denied'],
  ] as const)('%s', (_, attributes, expected) => {
    expect(burnedInTextOf(datasetOf(attributes))).toBe(expected);
  });
});
