export const viewer = {
  'viewer.opening': 'Opening the study',
  'viewer.close': 'Back to the study list',
} as const;
