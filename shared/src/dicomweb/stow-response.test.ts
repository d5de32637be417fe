import { describe, expect, it } from 'vitest';
import { itemsOf, numberOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import type { StowOutcome } from './stow-response.ts';
import { buildStowResponse, stowFailure, stowStatus } from './stow-response.ts';

const stored = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  SOPInstanceUID: '1.1',
  RetrieveURL: 'https://host/studies/1/series/2/instances/1.1',
};
const refused = {
  SOPClassUID: '',
  SOPInstanceUID: '1.2',
  failureReason: stowFailure.cannotUnderstand,
};
const outcome = (changes: Partial<StowOutcome>): StowOutcome => ({
  stored: [],
  refused: [],
  StudyRetrieveURL: '',
  ...changes,
});

describe('Store Instances Response (PS3.18 10.5.3, Annex I)', () => {
  it('Table 10.5.3-1: 200 all, 202 some or with a warning, 409 none', () => {
    expect(stowStatus(outcome({ stored: [stored] }))).toBe(200);
    expect(stowStatus(outcome({ stored: [stored], refused: [refused] }))).toBe(202);
    expect(stowStatus(outcome({ stored: [{ ...stored, warningReason: 0xb000 }] }))).toBe(202);
    expect(stowStatus(outcome({ refused: [refused] }))).toBe(409);
    expect(stowStatus(outcome({}))).toBe(409);
  });

  it('names each instance stored with its URL, each refused with its reason, and what could not even be named', () => {
    const response = buildStowResponse(
      outcome({
        stored: [stored],
        refused: [
          refused,
          { ...refused, SOPInstanceUID: '', failureReason: stowFailure.dataSetMismatch },
        ],
        StudyRetrieveURL: 'https://host/studies/1',
      }),
    );
    const [done] = itemsOf(response, tags.ReferencedSOPSequence);
    const [failed] = itemsOf(response, tags.FailedSOPSequence);
    const [other] = itemsOf(response, tags.OtherFailuresSequence);
    expect(textOf(done ?? {}, tags.RetrieveURL)).toBe(stored.RetrieveURL);
    expect(numberOf(failed ?? {}, tags.FailureReason)).toBe(0xc000);
    expect(failed?.[tags.ReferencedSOPClassUID]).toEqual({ vr: 'UI' });
    expect(numberOf(other ?? {}, tags.FailureReason)).toBe(0xa900);
    expect(textOf(response, tags.RetrieveURL)).toBe('https://host/studies/1');
  });
});
