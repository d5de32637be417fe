import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One line of the test set's manifest; values as text, empty where unknown. */
export interface RealFile {
  readonly path: string;
  readonly modality: string;
  readonly TransferSyntaxUID: string;
  readonly rows: string;
  readonly columns: string;
  readonly frames: string;
  readonly bits: string;
  readonly photometric: string;
  readonly patientName: string;
  readonly SOPInstanceUID: string;
  readonly pixelSha256: string;
  readonly decoder: string;
  readonly expected: string;
  readonly notes: string;
}

/** Where they lie. */
export const realFolder: string = path.resolve(import.meta.dirname, '../../../shared/dicom');
const manifest = path.join(realFolder, 'MANIFEST.tsv');

/** Real files lie beside the repository; where they do not, tests that need them are skipped. */
export const hasRealFiles: boolean = existsSync(manifest);

/** The manifest of the real files; empty where they are absent. */
export function realFiles(): RealFile[] {
  if (!hasRealFiles) return [];
  const [head = '', ...lines] = readFileSync(manifest, 'utf8').trim().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const [rows = '', columns = '', frames = ''] = cell('rows_cols_frames').split('x');
    return {
      path: cell('file'),
      modality: cell('modality'),
      TransferSyntaxUID: /\[([^\]]*)\]$/.exec(cell('transfer_syntax'))?.[1] ?? '',
      rows,
      columns,
      frames,
      bits: cell('bits'),
      photometric: cell('photometric'),
      patientName: cell('patient_name'),
      SOPInstanceUID: cell('sop_uid'),
      pixelSha256: cell('pixel_sha256'),
      decoder: cell('decoder'),
      expected: cell('expected'),
      notes: cell('notes'),
    };
  });
}

/** The bytes of one real file. */
export function readRealFile(file: RealFile): Uint8Array {
  return new Uint8Array(readFileSync(path.join(realFolder, file.path)));
}
