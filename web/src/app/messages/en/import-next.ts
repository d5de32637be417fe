export const importNext = {
  'import.next.copy':
    'Add it again from the disc or stick it came from; if it ends the same way, ask whoever sent it for a new copy.',
  'import.next.resend': 'Ask whoever sent it to export it again, and tell them this reason.',
  'import.next.plain': 'Ask whoever sent it for the same study as uncompressed DICOM.',
  'import.next.unpack': 'Unpack it on a computer first, then add the folder that comes out of it.',
  'import.next.again': 'Reload Satchel, then add the same files or folder again.',
  'import.next.dicom':
    'Nothing to do if no study is missing. Photos, PDFs and programs are not DICOM: ask whoever sent them for the study as DICOM.',
} as const;
