import type { patient as english } from '../en/patient.ts';

export const patient: Readonly<Record<keyof typeof english, string>> = {
  'patient.match': 'Zuordnen?',
  'patient.fileSays': 'Datei sagt {file}',
  'patient.fileSaysOthers': 'Datei sagt {file}; auch vorgeschlagen: {others}',
};
