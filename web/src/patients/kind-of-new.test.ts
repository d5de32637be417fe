import { describe, expect, it } from 'vitest';
import { noDemographics } from '#shared/patient/demographics.ts';
import { kindOfNewFor } from './kind-of-new.ts';

type Patient = Parameters<typeof kindOfNewFor>[1][number];

function entered(createdAt: string, PatientSpeciesDescription: string): Patient {
  return {
    entered: { id: createdAt, createdAt } as NonNullable<Patient['entered']>,
    demographics: { ...noDemographics, PatientSpeciesDescription },
  };
}

describe('who is entered next', () => {
  it('a nurse is not asked for the species of a person; a veterinarian is', () => {
    expect(kindOfNewFor('nurse', [])).toBe('person');
    expect(kindOfNewFor('', [])).toBe('person');
    expect(kindOfNewFor('veterinarian', [])).toBe('animal');
  });

  it('is of the kind that was entered last, whoever asks; what files brought tells nothing', () => {
    const horse = entered('2026-11-02', 'Equine');
    const person = entered('2026-11-01', '');
    expect(kindOfNewFor('nurse', [person, horse])).toBe('animal');
    expect(kindOfNewFor('veterinarian', [person])).toBe('person');
    expect(kindOfNewFor('nurse', [{ ...horse, entered: null }])).toBe('person');
  });
});
