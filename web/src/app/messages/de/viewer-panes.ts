export const viewerPanes = {
  'viewer.pane': 'Bild {n, number} von {count, number}',
  'viewer.layout': 'Aufteilung',
  'viewer.layout.1x1': 'Ein Bild',
  'viewer.layout.1x2': 'Zwei nebeneinander',
  'viewer.layout.2x1': 'Zwei übereinander',
  'viewer.layout.2x2': 'Vier Bilder',
} as const;
