/** Studies as a real list has them: several of one patient, animals, names of many scripts, gaps. */
import { elementOf } from '../../shared/src/dicom/write-part10.ts';
import { tags } from '../../shared/src/dicom/tag.ts';
import type { ChangeRow } from '../../shared/src/sync/protocol.ts';

const families = ['Moss', 'Lind', 'Okafor', 'Núñez', 'Brandt', 'Çelik', 'Dubois', 'Horváth'];
const givens = ['Ada', 'Björn', 'Chloé', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hana'];
const special = [
  'Yamada^Tarou=山田^太郎=やまだ^たろう',
  'أحمد^محمد',
  'Featherstonehaugh-Cholmondeley^Wilhelmina Anastasia Theodora Maximiliana',
  '',
];
const species = ['Dog', 'Cat', 'Horse'];
const modalities = ['CT', 'MR', 'DX', 'US', 'CR', 'MG'];
const descriptions = [
  'Thorax in two planes',
  'Stifle left',
  '',
  'Abdomen with contrast, arterial and portal venous phase, reconstructions in three planes',
];
const lastDayMs = Date.UTC(2026, 10, 24);

function pick(values: readonly string[], n: number): string {
  return values[n % values.length] ?? '';
}

/** The row of a feed that tells of study `n`, the same for the same number. */
export function variedRow(n: number): ChangeRow {
  const text = (tag: string, value: string) =>
    value === '' ? {} : { [tag]: elementOf(tag, value) };
  // Five studies go to three patients.
  const patient = Math.floor((n * 3) / 5);
  const isSpecial = patient % 11 === 7;
  const isAnimal = patient % 4 === 1;
  const family = `${pick(families, patient)}${patient > 63 ? ` ${patient}` : ''}`;
  const name = isSpecial
    ? pick(special, Math.floor(patient / 11))
    : isAnimal
      ? `${family}^Bella`
      : `${family}^${pick(givens, Math.floor(patient / 8))}`;
  const day = new Date(lastDayMs - n * 6 * 3_600_000).toISOString().slice(0, 10);
  const attributes = {
    ...text(tags.PatientName, name),
    ...text(tags.PatientID, `ID-${patient}`),
    ...text(tags.PatientBirthDate, isAnimal ? '20200304' : '19700101'),
    ...text(tags.PatientSex, patient % 2 === 0 ? 'F' : 'M'),
    ...text(tags.PatientSpeciesDescription, isAnimal ? pick(species, patient >> 2) : ''),
    ...text(tags.StudyDate, n % 29 === 13 ? '' : day.replaceAll('-', '')),
    ...text(tags.StudyTime, '104200'),
    ...text(tags.StudyDescription, pick(descriptions, n)),
    ...text(tags.AccessionNumber, `ACC-${n}`),
    ...text(tags.Modality, pick(modalities, n >> 1)),
  };
  return {
    seq: n + 1,
    kind: 'instance',
    instance: {
      sha256: n.toString(16).padStart(64, '0'),
      byteLength: 500_000 + n,
      StudyInstanceUID: `1.2.3.${n}`,
      SeriesInstanceUID: `1.2.3.${n}.1`,
      SOPInstanceUID: `1.2.3.${n}.1.1`,
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      attributes,
      variant: false,
      deviceId: 'other',
    },
  };
}
