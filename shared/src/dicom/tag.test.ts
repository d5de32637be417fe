import { elements } from '@iwharris/dicom-data-dictionary';
import { describe, expect, it } from 'vitest';
import { isPrivateTag, keywordOf, tagOfKeyword, tags, vrOf } from './tag.ts';

describe('attribute table (PS3.6)', () => {
  it('agrees with the published dictionary on tag and VR of every keyword both know', () => {
    let compared = 0;
    for (const element of Object.values(elements)) {
      const tag = tagOfKeyword(element.keyword);
      if (tag === undefined) continue;
      compared += 1;
      const published = element.tag.replace(/[(),]/g, '').replace('xx', '00').toUpperCase();
      expect(`${element.keyword} ${tag}`).toBe(`${element.keyword} ${published}`);
      expect(vrOf(tag)).toBe(element.vr.replaceAll(' or ', '|'));
    }
    expect(compared).toBeGreaterThan(600);
  });

  it('finds keywords by tag and tags by keyword, and nothing for words that are no keywords', () => {
    expect(tags.PatientName).toBe('00100010');
    expect(keywordOf('00100010')).toBe('PatientName');
    expect(tagOfKeyword('patientname')).toBeUndefined();
    expect(tagOfKeyword('constructor')).toBeUndefined();
    expect(tagOfKeyword('__proto__')).toBeUndefined();
  });

  it('repeats overlay groups 6000 to 601E (PS3.5 7.6), not others', () => {
    expect(vrOf('60023000')).toBe('OB|OW');
    expect(keywordOf('601E0010')).toBe('OverlayRows');
    expect(vrOf('60013000')).toBeUndefined();
    expect(vrOf('60203000')).toBeUndefined();
  });

  it('knows group lengths as UL (PS3.5 7.2) and private creators as LO (PS3.5 7.8.1), and no private value', () => {
    expect(vrOf('00080000')).toBe('UL');
    expect(vrOf('00090010')).toBe('LO');
    expect(vrOf('000900FF')).toBe('LO');
    expect(vrOf('00091010')).toBeUndefined();
    expect(vrOf('00080010')).toBeUndefined();
    expect(isPrivateTag('00091010')).toBe(true);
    expect(isPrivateTag('00081010')).toBe(false);
  });
});
