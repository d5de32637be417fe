import type { MeasuredValue, Measurement } from '#shared/annotation/measurement.ts';
import type { VoiChoice, VoiWindow } from '#shared/pixel/voi-lut.ts';
import type { TextOf, Wording } from '../../ui/use-text.ts';
import type { StudyFetchReport } from '../../workers/sync/sync-api.ts';
import type { Picture } from '../stage/picture.ts';

/** Formats numbers of the viewer in a person's language. */
export interface Words {
  readonly text: TextOf;
  readonly language: string;
}

/** Decimals by unit: what the measure itself is good for. */
function decimalsOf({ name, value, unit }: MeasuredValue): number {
  // A degree is what a hand can place; the tenths are in what is copied.
  if (name === 'pixel-count' || name === 'angle') return 0;
  if (name.startsWith('suv')) return 2;
  if (unit === 'mm' || unit === 'px' || unit === 'mm²' || unit === 'px²') return 1;
  if ((name === 'minimum' || name === 'maximum' || name === 'value') && Number.isInteger(value))
    return 0;
  if (unit === 'HU' || Math.abs(value) >= 100) return 1;
  return Math.abs(value) >= 1 ? 2 : 4;
}

export function numberText(value: number, decimals: number, language: string): string {
  const key = `${language} ${String(decimals)}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    numberFormats.set(key, format);
  }
  return format.format(value);
}

/** Making one costs a hundred times as much as using it, and a scroll formats at every frame. */
const numberFormats = new Map<string, Intl.NumberFormat>();

export function valueText(value: MeasuredValue, { text, language }: Words): string {
  const number = numberText(value.value, decimalsOf(value), language);
  if (value.unit === '°') return `${number}°`;
  const unit = unitText(value.unit, text);
  return unit === '' ? number : `${number} ${unit}`;
}

function isUnitless(unit: string): unit is 'stored' | 'rescaled' {
  return unit === 'stored' || unit === 'rescaled';
}

/** A unit as it is read: DICOM writes Bq/ml as BQML. */
export function unitText(unit: string, text: TextOf): string {
  if (isUnitless(unit)) return text(`viewer.unit.${unit}`);
  return { BQML: 'Bq/ml', GML: 'g/ml', CNTS: 'counts', PROPCPS: 'cps' }[unit] ?? unit;
}

/** A window in the units of the frame, e.g. `W 400 C 40`. */
export function windowText({ center, width }: VoiWindow, { text, language }: Words): string {
  return text('viewer.windowText', {
    width: windowNumber(width, width, language),
    center: windowNumber(center, width, language),
  });
}

/** A number of a window with as many decimals as a hundredth of its width needs. */
export function windowNumber(value: number, width: number, language: string): string {
  if (Number.isInteger(value)) return numberText(value, 0, language);
  const decimals = Math.ceil(-Math.log10(Math.max(width, 1e-12) / 100));
  return numberText(value, Math.min(12, Math.max(0, decimals)), language);
}

/** What a choice is called: the file's own words, a preset's name, or its place in the list. */
export function choiceText(choice: VoiChoice, text: TextOf): string {
  if (choice.source === 'preset') return text(presetKey(choice.id));
  if (choice.source === 'auto') return text('viewer.window.auto');
  if (choice.explanation !== '') return choice.explanation;
  const n = Number(choice.id.split('-')[1] ?? 0) + 1;
  return choice.source === 'header-lut'
    ? text('viewer.window.lutNth', { n })
    : text('viewer.window.nth', { n });
}

type PresetKey = Extract<Parameters<TextOf>[0], `viewer.preset.${string}`>;

function presetKey(id: string): PresetKey {
  return `viewer.preset.${id}` as PresetKey;
}

/** The one line at a mark, and what must be said beside it. */
export function measurementLines(
  measurement: Measurement,
  suv: Picture['suv'],
  words: Words,
): { readonly lines: readonly string[]; readonly notes: readonly string[] } {
  const { text } = words;
  const isCalibrated = measurement.calibration !== 'none';
  const basis = isCalibrated ? ` ${text(`viewer.calibration.${measurement.calibration}`)}` : '';
  const lines = measurement.values.map((value) => {
    const shown = valueText(value, words);
    if (value.name === 'length') return `${shown}${basis}`;
    // A unit says what the value is; without one it must be said.
    if (value.name === 'value' && !isUnitless(value.unit)) return shown;
    const name = text(`mark.value.${value.name}`);
    // The same words behind four numbers would bury them: said once, below.
    if (isUnitless(value.unit) && value.name !== 'value') {
      return `${name} ${numberText(value.value, decimalsOf(value), words.language)}`;
    }
    const named = `${name} ${shown}`;
    return value.name === 'area' || value.name === 'angle' ? `${named}${basis}` : named;
  });
  const notes: string[] = measurement.warnings.map((warning) => text(`mark.warning.${warning}`));
  const unitless = measurement.values.find(({ name, unit }) => name === 'mean' && isUnitless(unit));
  if (unitless !== undefined) {
    notes.push(text('mark.greyValues', { unit: unitText(unitless.unit, text) }));
  }
  const hasSuv = measurement.values.some(({ name }) => name === 'suv-mean' || name === 'suv');
  const hasStatistics = measurement.values.some(({ name }) => name === 'mean' || name === 'value');
  if (hasSuv && suv.ok) {
    notes.push(text('mark.suvBasis', { from: suv.value.scanTimeFrom }));
  } else if (hasStatistics && !suv.ok && suv.failure.reason !== 'NOT_PET') {
    notes.push(text('mark.noSuv', { attributes: suv.failure.attributes.join(', ') }));
  }
  return { lines, notes };
}

/** The code whose sentence says why a frame is not seen: without a network its bytes are what is missing. */
export function frameFailureCode(code: string): string {
  // OFFLINE's own sentence comforts a sender ("everything stays here"); of a frame to be fetched it is false.
  return code === 'OFFLINE' ? 'BYTES_NOT_HERE' : code;
}

/** What to tell of a study whose images were fetched; null when all of them came. */
export function missingText(
  { failedCount, failures }: StudyFetchReport,
  { text, failureText }: Wording,
): string | null {
  const [most] = failures;
  if (most === undefined || failedCount === 0) return null;
  const why = failureText({ code: frameFailureCode(most.failure.code) });
  return text('viewer.fetchFailed', { count: failedCount, why });
}
