export const patient = {
  'patient.match': 'Match?',
  'patient.fileSays': 'file says {file}',
  'patient.fileSaysOthers': 'file says {file}; also proposed: {others}',
} as const;
