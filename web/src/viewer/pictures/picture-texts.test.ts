import { describe, expect, it } from 'vitest';
import { displayPipelineOf } from '#shared/pixel/display-pipeline.ts';
import { datasetOf } from '../../../../shared/testing/dataset-of.ts';
import type { SeriesSummary } from '../../archive/archive-types.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { Picture } from '../stage/picture.ts';
import { fitView } from '../stage/view-transform.ts';
import { firstLook } from '../state/stack-look.ts';
import { textsOfPicture } from './picture-texts.ts';

const dataset = datasetOf({
  PatientName: 'Weiss^Paul',
  PatientID: 'ID-7',
  PatientBirthDate: '19510302',
  StudyDate: '20260101',
  Modality: 'CR',
  ImageLaterality: 'L',
  ConversionType: 'DF',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
});
const picture = {
  record: { dataset },
  frameIndex: 0,
  frame: { lossy: true },
  pipeline: displayPipelineOf(dataset, 0),
  choices: [],
  suv: { ok: false },
} as unknown as Picture;
const stack: FrameStack = {
  id: 'a',
  series: { Modality: 'CR', SeriesDescription: 'Weiss Paul left' } as SeriesSummary,
  kind: 'frames',
  objectKind: null,
  frames: [],
  isMultiFrame: false,
};
const words = {
  language: 'en',
  text: (key: string, values: object = {}) => `${key} ${Object.values(values).join(' ')}`.trim(),
};
const of = { picture, stack, index: 0, voi: null, labels: null, look: firstLook } as const;
const wordsOf = (texts: ReturnType<typeof textsOfPicture>): string => JSON.stringify(texts);

describe('the words of a picture', () => {
  it('name nobody unless asked to: no name, number, date, nor the description of a series', () => {
    const all = wordsOf(textsOfPicture({ ...of, patient: null }, words));
    expect(all).not.toMatch(/Weiss|Paul|ID-7|1951|2026|Mar|Jan/);
    expect(all).toContain('picture.notForDiagnosis');
  });

  it('name the patient when asked to', () => {
    const { patient } = textsOfPicture({ ...of, patient: 'as filed' }, words);
    expect(patient.join(' ')).toMatch(/Paul.*ID-7|ID-7.*Paul/);
    expect(patient.join(' ')).toContain('Mar 2, 1951');
  });

  it('tell no birth date where the file has zeros for one: it said "born 00000000"', () => {
    const zeros = { ...dataset, ...datasetOf({ PatientBirthDate: '00000000' }) };
    const unborn = { ...picture, record: { ...picture.record, dataset: zeros } };
    const { patient } = textsOfPicture({ ...of, picture: unborn, patient: 'as filed' }, words);
    expect(patient.join(' ')).not.toContain('viewer.patientBorn');
    expect(patient.join(' ')).toContain('picture.taken');
  });

  it('keep side, film and loss, and say loudly that it is mirrored, not that it is turned', () => {
    const badgesOf = (view: typeof fitView): readonly string[] =>
      textsOfPicture({ ...of, patient: null, look: { ...firstLook, view } }, words).badges.map(
        ({ text, isLoud }) => (isLoud ? `${text}!` : text),
      );
    const kept = ['viewer.side.L', 'picture.film!', 'viewer.lossy!'];
    expect(badgesOf(fitView)).toEqual(kept);
    expect(badgesOf({ ...fitView, isFlippedX: true })).toEqual(['viewer.flipped!', ...kept]);
    expect(badgesOf({ ...fitView, isFlippedX: true, isFlippedY: true })).toEqual(kept);
  });
});
