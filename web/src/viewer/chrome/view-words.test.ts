import { describe, expect, it } from 'vitest';
import {
  frameFailureCode,
  measurementLines,
  missingText,
  unitText,
  valueText,
  windowNumber,
} from './view-words.ts';

const text = (key: string): string => key;

describe('numbers of the viewer', () => {
  it('shows a window with the decimals that its width needs', () => {
    expect(windowNumber(40, 400, 'en')).toBe('40');
    expect(windowNumber(1878.5, 1879, 'en')).toBe('1,879');
    expect(windowNumber(2.25, 5, 'en')).toBe('2.25');
    expect(windowNumber(0.000_123, 0.0002, 'en')).toBe('0.000123');
  });

  it('shows measures with the decimals that they are good for, in the language of the person', () => {
    const words = { text, language: 'de' };
    expect(valueText({ name: 'length', value: 105, unit: 'mm' }, words)).toBe('105,0 mm');
    expect(valueText({ name: 'mean', value: -800.44, unit: 'HU' }, words)).toBe('-800,4 HU');
    expect(valueText({ name: 'minimum', value: -808, unit: 'HU' }, words)).toBe('-808 HU');
    expect(valueText({ name: 'pixel-count', value: 265, unit: '' }, words)).toBe('265');
    expect(valueText({ name: 'suv-mean', value: 2.345, unit: 'g/ml' }, words)).toBe('2,35 g/ml');
  });

  it('never says that images stay here of a frame that is not here and cannot be fetched', () => {
    expect(frameFailureCode('OFFLINE')).toBe('BYTES_NOT_HERE');
    expect(frameFailureCode('DECODE_FAILED')).toBe('DECODE_FAILED');
  });

  it('tells how many images of a study did not come, and the most frequent reason', () => {
    const wording = {
      language: 'en',
      text: (key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`,
      failureText: ({ code }: { readonly code: string }) => code,
    };
    const offline = { code: 'OFFLINE', step: 'fetch', retry: 'later' } as const;
    const refused = { code: 'NOT_FOUND', step: 'fetch', retry: 'person' } as const;
    const failures = [
      { failure: offline, count: 3 },
      { failure: refused, count: 1 },
    ];
    expect(missingText({ fetchedCount: 2, failedCount: 4, failures }, wording)).toBe(
      'viewer.fetchFailed {"count":4,"why":"BYTES_NOT_HERE"}',
    );
    expect(missingText({ fetchedCount: 6, failedCount: 0, failures: [] }, wording)).toBeNull();
  });

  it('writes units as they are read', () => {
    expect(unitText('BQML', text)).toBe('Bq/ml');
    expect(unitText('HU', text)).toBe('HU');
    expect(unitText('stored', text)).toBe('viewer.unit.stored');
  });
});

describe('measurementLines', () => {
  it('names the calibration of an area, not of a length alone', () => {
    const measurement = {
      values: [
        { name: 'area', value: 12.5, unit: 'mm²' },
        { name: 'mean', value: 40, unit: 'HU' },
      ],
      calibration: 'calibrated',
      warnings: [],
    } as const;
    const suv = { ok: false, failure: { reason: 'NOT_PET', attributes: [] } } as const;
    const words = { text, language: 'en' };
    const { lines } = measurementLines(measurement, suv, words);
    expect(lines).toEqual([
      'mark.value.area 12.5 mm² viewer.calibration.calibrated',
      'mark.value.mean 40.0 HU',
    ]);
  });

  it('says once that grey values have no unit', () => {
    const measurement = {
      values: [
        { name: 'mean', value: 12.5, unit: 'stored' },
        { name: 'maximum', value: 40, unit: 'stored' },
      ],
      calibration: 'none',
      warnings: ['uncalibrated'],
    } as const;
    const suv = { ok: false, failure: { reason: 'NOT_PET', attributes: [] } } as const;
    expect(measurementLines(measurement, suv, { text, language: 'en' })).toEqual({
      lines: ['mark.value.mean 12.50', 'mark.value.maximum 40'],
      notes: ['mark.warning.uncalibrated', 'mark.greyValues'],
    });
  });
});
