import { expect, it } from 'vitest';
import { noDemographics } from '#shared/patient/demographics.ts';
import { differs } from './differs.ts';

it('a horse is no other animal because the panel calls it Equine; a mule is', () => {
  const horse = { ...noDemographics, PatientSpeciesDescription: 'Horse' };
  const said = (PatientSpeciesDescription: string) => ({ ...horse, PatientSpeciesDescription });
  expect(differs('PatientSpeciesDescription', horse, said('Equine'))).toBe(false);
  expect(differs('PatientSpeciesDescription', horse, said(''))).toBe(false);
  expect(differs('PatientSpeciesDescription', horse, said('Mule'))).toBe(true);
  expect(differs('PatientID', { ...horse, PatientID: 'A' }, { ...horse, PatientID: 'B' })).toBe(
    true,
  );
});
