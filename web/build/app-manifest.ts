import type { ManifestOptions } from 'vite-plugin-pwa';
import { sharePath } from '../src/service-worker/sw-messages.ts';

/** Endings under which DICOM files and discs come; what a file is, its content says (`sniff-content.ts`). */
const dicomEndings = ['.dcm', '.dicom', '.ima'];

const icon = { src: '/icons/satchel-192.png', sizes: '192x192', type: 'image/png' };

/** What the operating system learns of the app when it is installed (W3C Web Application Manifest). */
export const appManifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Satchel',
  short_name: 'Satchel',
  description: 'A PACS you carry: studies stay on this device and come back to the archive.',
  start_url: '/?source=pwa',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  background_color: '#0E1116',
  theme_color: '#0E1116',
  categories: ['medical', 'productivity'],
  icons: [
    { src: '/icons/satchel.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { ...icon, purpose: 'any' },
    { src: '/icons/satchel-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    {
      src: '/icons/satchel-maskable-512.png',
      sizes: '512x512',
      type: 'image/png',
      purpose: 'maskable',
    },
  ],
  shortcuts: [
    { name: 'Add studies', url: '/import', icons: [icon] },
    { name: 'Patients', url: '/patients', icons: [icon] },
    { name: 'Outbox', url: '/outbox', icons: [icon] },
    { name: 'Study list', url: '/', icons: [icon] },
  ],
  // A DICOMDIR has no ending, so no system can be told of it: it is picked, dropped or shared.
  file_handlers: [
    {
      action: '/import',
      accept: { 'application/dicom': dicomEndings, 'application/zip': ['.zip'] },
    },
  ],
  // A second file joins the app that is open, beside what is being read there.
  launch_handler: { client_mode: ['focus-existing', 'auto'] },
  share_target: {
    action: sharePath,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      files: [
        {
          name: 'files',
          accept: [
            'application/dicom',
            'application/zip',
            'application/octet-stream',
            ...dicomEndings,
            '.zip',
          ],
        },
      ],
    },
  },
};
