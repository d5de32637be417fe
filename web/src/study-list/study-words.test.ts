import { describe, expect, it } from 'vitest';
import { studySummary } from '../testing/study-summary.ts';
import type { Wording } from '../ui/use-text.ts';
import { ageOn, studyWords } from './study-words.ts';

const wording: Wording = {
  language: 'en-GB',
  text: (key, values) => (values === undefined ? key : `${key}:${Object.values(values).join()}`),
  failureText: ({ code }) => code,
};
const day = (text: string) => ({
  year: Number(text.slice(0, 4)),
  month: Number(text.slice(4, 6)),
  day: Number(text.slice(6, 8)),
});

describe('ageOn', () => {
  it.each([
    ['20261101', '20261101', '0 day'],
    ['20261101', '20261114', '13 day'],
    ['20261101', '20261115', '2 week'],
    ['20260101', '20260331', '12 week'],
    ['20260101', '20260401', '3 month'],
    ['20241104', '20261103', '23 month'],
    ['20241103', '20261103', '2 year'],
    ['19840229', '20260228', '41 year'],
  ])('born %s, studied %s: %s', (born, studied, words) => {
    const age = ageOn(day(born), day(studied));
    expect(`${age?.count} ${age?.unit}`).toBe(words);
  });

  it('does not guess', () => {
    expect(ageOn(null, day('20260101'))).toBeNull();
    expect(ageOn(day('20270101'), day('20260101'))).toBeNull();
  });
});

describe('studyWords', () => {
  it('spells the month and says the age of the day of the study', () => {
    const words = studyWords(studySummary(), wording);
    expect(words.name).toBe('Moss, Ada');
    expect(words.date).toBe('3 Nov 2026');
    expect(words.person).toContain('42');
  });

  it('falls back to the ID, then says that there is no name', () => {
    expect(studyWords(studySummary({ PatientName: '' }), wording).name).toBe('A-1');
    const nameless = studySummary({ PatientName: '^^', PatientID: '' });
    expect(studyWords(nameless, wording).name).toBe('list.noName');
  });

  it('leaves out what the attributes do not tell', () => {
    const bare = studySummary({ StudyDate: '2026', PatientBirthDate: '', PatientSex: '?' });
    expect(studyWords(bare, wording)).toMatchObject({ date: '', time: '', person: 'list.id:A-1' });
  });

  it('tells two of one name apart: rows showed neither birth date nor ID', () => {
    const person = (change: object): string =>
      studyWords(studySummary({ PatientBirthDate: '19840503', ...change }), wording).person;
    expect(person({})).toMatch(/^list.born:3 May 1984 · .* · list.id:A-1$/);
    expect(person({})).not.toBe(person({ PatientID: 'A-2' }));
    expect(person({})).not.toBe(person({ PatientBirthDate: '19840504' }));
    expect(person({ PatientName: '' })).not.toContain('list.id');
  });
});
