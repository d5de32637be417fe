import { describe, expect, it } from 'vitest';
import { buildStowResponse, stowFailure } from '#shared/dicomweb/stow-response.ts';
import type { PendingInstance } from '#shared/sync/engine/core-types.ts';
import { stowOutcomes } from './stow-bundle.ts';

const sent = ['1.1', '1.2', '1.3', '1.4'].map((SOPInstanceUID): PendingInstance => ({
  ref: SOPInstanceUID,
  sha256: '',
  SOPInstanceUID,
  byteLength: 1,
  studyKey: 's',
  tries: 0,
}));

describe('a STOW answer', () => {
  it('[PUSH10] is read per instance: stored, refused, full, and named nowhere', () => {
    const refused = (SOPInstanceUID: string, failureReason: number) => ({
      SOPClassUID: '1.9',
      SOPInstanceUID,
      failureReason,
    });
    const dataset = buildStowResponse({
      stored: [{ SOPClassUID: '1.9', SOPInstanceUID: '1.1', RetrieveURL: 'http://x' }],
      refused: [refused('1.2', stowFailure.cannotUnderstand), refused('1.3', 0xa701)],
      StudyRetrieveURL: '',
    });
    expect(stowOutcomes(dataset, sent).map(({ failure }) => failure?.code ?? null)).toEqual([
      null,
      'REFUSED',
      'SERVER_FULL',
      'NOT_FOUND',
    ]);
  });

  it('[PUSH5] gives a failure without a name to an instance only when it was alone', () => {
    const nameless = {
      SOPClassUID: '',
      SOPInstanceUID: '',
      failureReason: stowFailure.cannotUnderstand,
    };
    const dataset = buildStowResponse({ stored: [], refused: [nameless], StudyRetrieveURL: '' });
    const codes = (count: number) =>
      stowOutcomes(dataset, sent.slice(0, count)).map(({ failure }) => failure?.code);
    expect(codes(1)).toEqual(['REFUSED']);
    expect(codes(2)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });
});
