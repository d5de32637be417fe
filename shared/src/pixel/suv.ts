import type { DicomDataset } from '../dicom/dicom-json.ts';
import { dateTimeMs, parseDate, parseDateTimeMs, parseTime } from '../dicom/date-time.ts';
import { inlineBytesOf, itemOf, numberOf, textOf, textsOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { fail, ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';

/** SUV by body weight, g/ml: what a modality value is multiplied with. */
export interface SuvFactor {
  readonly factor: number;
  /** Which clock the decay was counted to. */
  readonly scanTimeFrom: 'series' | 'private' | 'acquisition' | 'not-needed';
}

/** Why no SUV is shown, naming the attributes (PS3.6 keywords) that are missing or do not fit. */
export interface SuvRefusal {
  readonly reason: 'NOT_PET' | 'MISSING' | 'NOT_CORRECTED' | 'UNITS' | 'TIMES';
  readonly attributes: readonly string[];
}

const geScanDateTime = { creator: 'GEMS_PETD_01', group: '0009', element: '0D' };
const philipsSuvFactor = { creator: 'Philips PET Private Group', group: '7053', element: '00' };
const philipsActivityFactor = {
  creator: 'Philips PET Private Group',
  group: '7053',
  element: '09',
};

/**
 * Computes the SUVbw factor of one PET instance after the QIBA vendor-neutral pseudo-code: attenuation and
 * decay corrected, Units BQML, CNTS (Philips private factors) or GML, weight, injected dose decayed to
 * the scan's start. Rescale must have been applied before; its slope differs from instance to instance.
 *
 * A series whose time is later than this instance's acquisition was made afterwards: then the private
 * scan time of GE, or `earliestAcquisitionMs` of the whole series (as `acquisitionMs` gives it), is
 * the start. Refuses, naming what is missing, rather than guess.
 */
export function suvFactorOf(
  dataset: DicomDataset,
  earliestAcquisitionMs: number | null = null,
): Result<SuvFactor, SuvRefusal> {
  if (textOf(dataset, tags.Modality) !== 'PT') return refuse('NOT_PET', 'Modality');
  const corrections = textsOf(dataset, tags.CorrectedImage);
  if (!corrections.includes('ATTN') || !corrections.includes('DECY')) {
    return refuse('NOT_CORRECTED', 'CorrectedImage');
  }
  // Without a slope the values are the stored ones, in no unit at all.
  const isRescaled =
    itemOf(dataset, tags.ModalityLUTSequence) !== null ||
    isPositive(numberOf(dataset, tags.RescaleSlope));
  if (!isRescaled) return refuse('MISSING', 'RescaleSlope');
  const units = textOf(dataset, tags.Units);
  if (units === 'GML') return ok({ factor: 1, scanTimeFrom: 'not-needed' });
  if (units === 'BQML') return activityFactor(dataset, earliestAcquisitionMs, 1);
  if (units !== 'CNTS') return refuse(units === '' ? 'MISSING' : 'UNITS', 'Units');
  const direct = privateNumber(dataset, philipsSuvFactor);
  if (direct !== null && direct > 0) return ok({ factor: direct, scanTimeFrom: 'not-needed' });
  const activity = privateNumber(dataset, philipsActivityFactor);
  if (activity !== null && activity > 0) {
    return activityFactor(dataset, earliestAcquisitionMs, activity);
  }
  return refuse('MISSING', '(7053,xx00) or (7053,xx09)');
}

/** Start of this instance's acquisition in ms on the series' own clock; null when date or time is missing. */
export function acquisitionMs(dataset: DicomDataset): number | null {
  return momentMs(textOf(dataset, tags.AcquisitionDate), textOf(dataset, tags.AcquisitionTime));
}

function activityFactor(
  dataset: DicomDataset,
  earliestAcquisitionMs: number | null,
  activityPerValue: number,
): Result<SuvFactor, SuvRefusal> {
  const item = itemOf(dataset, tags.RadiopharmaceuticalInformationSequence);
  if (item === null) return refuse('MISSING', 'RadiopharmaceuticalInformationSequence');
  const weightKg = numberOf(dataset, tags.PatientWeight);
  const doseBq = numberOf(item, tags.RadionuclideTotalDose);
  const halfLifeS = numberOf(item, tags.RadionuclideHalfLife);
  const missing = [
    ...(isPositive(weightKg) ? [] : ['PatientWeight']),
    ...(isPositive(doseBq) ? [] : ['RadionuclideTotalDose']),
    ...(isPositive(halfLifeS) ? [] : ['RadionuclideHalfLife']),
  ];
  if (!isPositive(weightKg) || !isPositive(doseBq) || !isPositive(halfLifeS)) {
    return refuse('MISSING', ...missing);
  }
  const correction = textOf(dataset, tags.DecayCorrection);
  const perActivity = (decayedDoseBq: number) =>
    (activityPerValue * weightKg * 1000) / decayedDoseBq;
  // Corrected to the injection already: the dose as injected is the one to compare with.
  if (correction === 'ADMIN')
    return ok({ factor: perActivity(doseBq), scanTimeFrom: 'not-needed' });
  if (correction !== 'START') return refuse('NOT_CORRECTED', 'DecayCorrection');
  const scan = scanStart(dataset, earliestAcquisitionMs);
  if (!scan.ok) return scan;
  const injectionMs = injectionStartMs(dataset, item, scan.value.startMs);
  if (injectionMs === null) return refuse('MISSING', 'RadiopharmaceuticalStartDateTime');
  const decayS = (scan.value.startMs - injectionMs) / 1000;
  // Injected after the scan, or days before: a clock is wrong, and the SUV would be too.
  if (decayS < 0 || decayS > 10 * halfLifeS) {
    return refuse('TIMES', 'RadiopharmaceuticalStartTime', 'SeriesTime');
  }
  return ok({
    factor: perActivity(doseBq * 2 ** (-decayS / halfLifeS)),
    scanTimeFrom: scan.value.from,
  });
}

function scanStart(
  dataset: DicomDataset,
  earliestAcquisitionMs: number | null,
): Result<{ startMs: number; from: SuvFactor['scanTimeFrom'] }, SuvRefusal> {
  const seriesMs = momentMs(textOf(dataset, tags.SeriesDate), textOf(dataset, tags.SeriesTime));
  const ownMs = acquisitionMs(dataset);
  if (seriesMs !== null && ownMs !== null && seriesMs <= ownMs) {
    return ok({ startMs: seriesMs, from: 'series' });
  }
  const privateMs = parseDateTimeMs(privateText(dataset, geScanDateTime));
  if (privateMs !== null) return ok({ startMs: privateMs, from: 'private' });
  if (earliestAcquisitionMs !== null) {
    return ok({ startMs: earliestAcquisitionMs, from: 'acquisition' });
  }
  if (seriesMs === null) return refuse('MISSING', 'SeriesDate', 'SeriesTime');
  return ownMs === null
    ? refuse('MISSING', 'AcquisitionDate', 'AcquisitionTime')
    : refuse('TIMES', 'SeriesTime', 'AcquisitionTime');
}

/** Injection as date and time, else as a time of the scan's day, or of the day before when it is later. */
function injectionStartMs(
  dataset: DicomDataset,
  item: DicomDataset,
  scanMs: number,
): number | null {
  const whole = parseDateTimeMs(textOf(item, tags.RadiopharmaceuticalStartDateTime));
  if (whole !== null) return whole;
  const time = textOf(item, tags.RadiopharmaceuticalStartTime);
  const sameDay = momentMs(textOf(dataset, tags.SeriesDate), time);
  if (sameDay === null) return null;
  return sameDay > scanMs ? sameDay - 24 * 3600 * 1000 : sameDay;
}

function momentMs(dateText: string, timeText: string): number | null {
  const date = parseDate(dateText);
  const time = parseTime(timeText);
  return date === null || time === null ? null : dateTimeMs(date, time, 0);
}

interface PrivateElement {
  readonly creator: string;
  readonly group: string;
  /** Last two digits: the block is found by its creator (PS3.5 7.8.1). */
  readonly element: string;
}

/** Value of a private element as text, also where an Implicit VR file left it as unknown bytes. */
function privateText(dataset: DicomDataset, wanted: PrivateElement): string {
  for (let block = 0x10; block <= 0xff; block += 1) {
    const number = block.toString(16).toUpperCase();
    if (textOf(dataset, `${wanted.group}00${number}`) !== wanted.creator) continue;
    const tag = `${wanted.group}${number}${wanted.element}`;
    const bytes = inlineBytesOf(dataset, tag);
    const text = bytes === null ? textOf(dataset, tag) : String.fromCharCode(...bytes.slice(0, 64));
    return text.replace(/[\0 ]+$/, '');
  }
  return '';
}

function privateNumber(dataset: DicomDataset, wanted: PrivateElement): number | null {
  const text = privateText(dataset, wanted);
  const number = Number(text);
  return text !== '' && Number.isFinite(number) ? number : null;
}

function isPositive(value: number | null): value is number {
  return value !== null && value > 0;
}

function refuse(reason: SuvRefusal['reason'], ...attributes: string[]) {
  return fail<SuvRefusal>({ reason, attributes });
}
