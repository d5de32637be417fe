import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import type { DicomDataset } from '../dicom/dicom-json.ts';
import { acquisitionMs, suvFactorOf } from './suv.ts';

type Attributes = Parameters<typeof datasetOf>[0];

const pet = {
  Modality: 'PT',
  CorrectedImage: ['DECY', 'ATTN', 'SCAT'],
  Units: 'BQML',
  RescaleSlope: 0.5,
  DecayCorrection: 'START',
  PatientWeight: 70,
  SeriesDate: '20240102',
  SeriesTime: '100000',
  AcquisitionDate: '20240102',
  AcquisitionTime: '100000',
} as const;
const injection = {
  RadiopharmaceuticalStartTime: '090000',
  RadionuclideTotalDose: 370e6,
  RadionuclideHalfLife: 6586.2,
} as const;

function petWith(changes: Attributes = {}, injected: Attributes = {}): DicomDataset {
  return datasetOf({
    ...pet,
    RadiopharmaceuticalInformationSequence: [datasetOf({ ...injection, ...injected })],
    ...changes,
  });
}

function factorOf(dataset: DicomDataset, earliestMs: number | null = null) {
  const suv = suvFactorOf(dataset, earliestMs);
  return suv.ok ? suv.value.factor : `${suv.failure.reason} ${suv.failure.attributes.join()}`;
}

describe('suvFactorOf', () => {
  it('makes 1.382 of 5000 Bq/ml: 70 kg, 370 MBq, one hour, F-18', () => {
    const factor = factorOf(petWith());
    expect(Number(factor) * 5000).toBeCloseTo(1.382, 3);
  });

  it('is none of values that no slope makes Bq/ml of: stored values were shown as SUV', () => {
    for (const slope of [{ RescaleSlope: [] }, { RescaleSlope: 0 }, { RescaleSlope: '1,5' }]) {
      expect(factorOf(petWith(slope))).toBe('MISSING RescaleSlope');
    }
  });

  it('does not decay the dose where values are corrected to the injection', () => {
    expect(factorOf(petWith({ DecayCorrection: 'ADMIN' }))).toBeCloseTo(70000 / 370e6, 12);
  });

  it('is 1 for values in g/ml', () => {
    expect(factorOf(petWith({ Units: 'GML' }))).toBe(1);
  });

  it('takes an injection before midnight for the day before', () => {
    const afterMidnight = petWith(
      { SeriesTime: '003000', AcquisitionTime: '003000' },
      { RadiopharmaceuticalStartTime: '233000' },
    );
    expect(Number(factorOf(afterMidnight)) * 5000).toBeCloseTo(1.382, 3);
  });

  it('prefers the injection’s date and time', () => {
    const dataset = petWith({}, { RadiopharmaceuticalStartDateTime: '20240102093000' });
    const decayed = 370e6 * 2 ** (-1800 / 6586.2);
    expect(factorOf(dataset)).toBeCloseTo(70000 / decayed, 12);
  });

  it('does not trust the time of a series made after the scan', () => {
    const reprocessed = { SeriesTime: '180000' } as const;
    expect(factorOf(petWith(reprocessed))).toBe('TIMES SeriesTime,AcquisitionTime');
    const earliest = acquisitionMs(petWith());
    expect(Number(factorOf(petWith(reprocessed), earliest)) * 5000).toBeCloseTo(1.382, 3);
    const ge = {
      ...petWith(reprocessed),
      '00090010': { vr: 'LO', Value: ['GEMS_PETD_01'] },
      '0009100D': { vr: 'DT', Value: ['20240102100000.00'] },
    };
    expect(Number(factorOf(ge)) * 5000).toBeCloseTo(1.382, 3);
    // Out of an Implicit VR file the private value comes as bytes.
    const unknown = { ...ge, '0009100D': { vr: 'UN', InlineBinary: btoa('20240102100000.00\0') } };
    expect(Number(factorOf(unknown)) * 5000).toBeCloseTo(1.382, 3);
  });

  it('reads Philips factors for counts', () => {
    const counts = petWith({ Units: 'CNTS' });
    expect(factorOf(counts)).toContain('MISSING');
    const philips = {
      ...counts,
      '70530010': { vr: 'LO', Value: ['Philips PET Private Group'] },
      '70531000': { vr: 'DS', Value: [0.0005] },
    };
    expect(factorOf(philips)).toBe(0.0005);
    const activity = {
      ...philips,
      '70531000': { vr: 'DS', Value: [0] },
      '70531009': { vr: 'DS', Value: [2] },
    };
    expect(Number(factorOf(activity)) * 2500).toBeCloseTo(1.382, 3);
  });

  it.each([
    ['PatientWeight', petWith({ PatientWeight: [] }), 'MISSING PatientWeight'],
    [
      'dose and half-life',
      petWith({}, { RadionuclideTotalDose: 0, RadionuclideHalfLife: [] }),
      'MISSING RadionuclideTotalDose,RadionuclideHalfLife',
    ],
    [
      'the radiopharmaceutical',
      petWith({ RadiopharmaceuticalInformationSequence: [] }),
      'MISSING RadiopharmaceuticalInformationSequence',
    ],
    [
      'the injection time',
      petWith({}, { RadiopharmaceuticalStartTime: [] }),
      'MISSING RadiopharmaceuticalStartDateTime',
    ],
    [
      'attenuation correction',
      petWith({ CorrectedImage: ['DECY'] }),
      'NOT_CORRECTED CorrectedImage',
    ],
    ['decay correction', petWith({ DecayCorrection: 'NONE' }), 'NOT_CORRECTED DecayCorrection'],
    ['usable units', petWith({ Units: 'PROPCNTS' }), 'UNITS Units'],
    ['PET', petWith({ Modality: 'CT' }), 'NOT_PET Modality'],
  ])('refuses without %s, naming it', (_, dataset, expected) => {
    expect(factorOf(dataset)).toBe(expected);
  });

  it('refuses an injection after the scan by its date', () => {
    const dataset = petWith({}, { RadiopharmaceuticalStartDateTime: '20240102110000' });
    expect(factorOf(dataset)).toBe('TIMES RadiopharmaceuticalStartTime,SeriesTime');
  });
});
