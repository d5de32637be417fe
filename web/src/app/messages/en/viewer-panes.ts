export const viewerPanes = {
  'viewer.pane': 'Image {n, number} of {count, number}',
  'viewer.layout': 'Layout',
  'viewer.layout.1x1': 'One image',
  'viewer.layout.1x2': 'Two side by side',
  'viewer.layout.2x1': 'Two, one above the other',
  'viewer.layout.2x2': 'Four images',
} as const;
