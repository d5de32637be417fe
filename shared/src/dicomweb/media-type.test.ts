import { describe, expect, it } from 'vitest';
import type { MediaOffer } from './media-type.ts';
import { negotiate, parseAccept, parseMediaType } from './media-type.ts';

const explicit = '1.2.840.10008.1.2.1';
const stored = '1.2.840.10008.1.2.4.90';
const offers: MediaOffer[] = [
  { essence: 'application/dicom', multipart: true, TransferSyntaxUID: explicit },
  { essence: 'application/dicom', multipart: true, TransferSyntaxUID: stored },
  { essence: 'application/dicom', multipart: false, TransferSyntaxUID: explicit },
  { essence: 'application/dicom+json', multipart: false },
  { essence: 'image/png', multipart: false },
];

function chosen(accept: string): MediaOffer | null {
  return (
    negotiate(parseAccept(accept), offers, (offer) => offer.TransferSyntaxUID === explicit)
      ?.offer ?? null
  );
}

describe('media types (RFC 9110 8.3.1)', () => {
  it('reads quotes, escapes, white space and case', () => {
    expect(
      parseMediaType(' Multipart/Related ; Type = "application/dicom" ; boundary="a;\\"b" '),
    ).toEqual({
      essence: 'multipart/related',
      parameters: new Map([
        ['type', 'application/dicom'],
        ['boundary', 'a;"b'],
      ]),
    });
    for (const wrong of [
      '',
      'text',
      'text/',
      '/plain',
      'a/b/c',
      'text/plain; x',
      'text/plain; x="y',
    ]) {
      expect(parseMediaType(wrong)).toBeNull();
    }
  });
});

describe('Accept (RFC 9110 12.5.1)', () => {
  it('sorts by q, then by how specific, then as written', () => {
    const order = parseAccept(
      '*/*;q=0.8, image/*, application/dicom+json ; q=0.9, image/png, text/html;q=0',
    );
    expect(order.map((range) => `${range.essence} ${range.q}`)).toEqual([
      'image/png 1',
      'image/* 1',
      'application/dicom+json 0.9',
      '*/* 0.8',
      'text/html 0',
    ]);
  });

  it('a missing header, and `*`, mean anything; what is no range is left out', () => {
    expect(parseAccept('')).toMatchObject([{ essence: '*/*', q: 1 }]);
    expect(parseAccept('*')).toMatchObject([{ essence: '*/*', q: 1 }]);
    expect(parseAccept('nonsense, ,image/png')).toMatchObject([{ essence: 'image/png' }]);
  });
});

describe('negotiation (PS3.18 8.7.5, 8.7.3)', () => {
  it('without transfer-syntax: the default one', () => {
    expect(chosen('multipart/related; type="application/dicom"')).toBe(offers[0]);
    expect(chosen('multipart/related; type=application/dicom')).toBe(offers[0]);
  });

  it('an asked transfer syntax, or `*`', () => {
    expect(chosen(`multipart/related; type="application/dicom"; transfer-syntax=${stored}`)).toBe(
      offers[1],
    );
    expect(chosen('multipart/related; type="application/dicom"; transfer-syntax=*')).toBe(
      offers[0],
    );
    expect(chosen('multipart/related; type="application/dicom"; transfer-syntax=1.2.3')).toBeNull();
  });

  it('single part, JSON, wildcards, the Accept of an <img>', () => {
    expect(chosen('application/dicom')).toBe(offers[2]);
    expect(chosen('application/dicom+json')).toBe(offers[3]);
    expect(chosen('image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8')).toBe(
      offers[4],
    );
    expect(chosen('application/*')).toBe(offers[2]);
    expect(chosen('*/*')).toBe(offers[0]);
  });

  it('q=0 forbids, even under a wildcard; nothing that fits is 406', () => {
    expect(chosen('image/png;q=0, image/*')).toBeNull();
    expect(chosen('application/dicom+json;q=0, multipart/related;q=0, */*')).toBe(offers[2]);
    expect(chosen('text/html')).toBeNull();
    expect(chosen('multipart/related; type="image/jpeg"')).toBeNull();
  });
});
