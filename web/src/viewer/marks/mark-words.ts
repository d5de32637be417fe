import type { FoldedMark } from '#shared/sync/fold-marks.ts';
import type { KeyImage } from '#shared/sync/key-images.ts';
import { formatMoment } from '../../ui/format.ts';
import type { Wording } from '../../ui/use-text.ts';
import { measurementLines, unitText } from '../chrome/view-words.ts';
import { findFrame, type FrameStack } from '../stack/frame-stack.ts';
import type { VisibleMark } from './mark-book.ts';
import type { ValuesOfMark } from './mark-values.ts';
import type { CsvRow } from './marks-csv.ts';
import type { KeyImageLine, MarkLine } from './marks-panel-props.ts';

/** A mark in words for the list: values with what they rest on, place, author. */
export function markLineOf(
  mark: VisibleMark,
  values: ValuesOfMark,
  stacks: readonly FrameStack[],
  selectedMarkId: string | null,
  wording: Wording,
): MarkLine {
  const { text } = wording;
  const measured = wordsOf(mark, values, wording);
  return {
    id: mark.id,
    title: text(`mark.kind.${mark.kind}`),
    values: measured.values,
    notes: measured.notes,
    ...placeOf(mark, stacks, wording),
    by: byWords(mark, mark.editedAt, wording),
    unsaved: mark.saving.kind === 'failed' ? text('mark.notSaved') : null,
    isSelected: mark.id === selectedMarkId,
    canEditText: mark.kind === 'arrow',
  };
}

/** A key image in words for the list. */
export function keyImageLineOf(
  keyImage: KeyImage,
  stacks: readonly FrameStack[],
  shownId: string | null,
  wording: Wording,
): KeyImageLine {
  return {
    id: keyImage.id,
    ...placeOf(keyImage, stacks, wording),
    by: byWords(keyImage, keyImage.starredAt, wording),
    isSelected: keyImage.id === shownId,
  };
}

interface OnFrame {
  readonly SOPInstanceUID: string;
  readonly frameNumber: number;
}

function placeOf(
  { SOPInstanceUID, frameNumber }: OnFrame,
  stacks: readonly FrameStack[],
  { text }: Wording,
): { readonly place: string; readonly canShow: boolean } {
  const place = findFrame(stacks, SOPInstanceUID, frameNumber - 1);
  if (place === null) return { place: text('mark.elsewhere'), canShow: false };
  const { stackIndex, index } = place;
  return {
    place: text('mark.place', { series: stackIndex + 1, frame: index + 1 }),
    canShow: true,
  };
}

interface ByPerson {
  readonly authorName: string;
  readonly authorProfession: string;
}

function byWords(by: ByPerson, at: string, { text, language }: Wording): string {
  return text('mark.byAt', { author: authorOf(by), time: formatMoment(language, at) });
}

function authorOf({ authorName, authorProfession }: ByPerson): string {
  return [authorName, authorProfession].filter((part) => part !== '').join(' · ');
}

function wordsOf(
  mark: VisibleMark,
  values: ValuesOfMark,
  wording: Wording,
): { readonly values: readonly string[]; readonly notes: readonly string[] } {
  const { text } = wording;
  const concurrent = isConcurrent(mark) ? [text('mark.concurrent')] : [];
  if (mark.kind === 'arrow') {
    return { values: [mark.text === '' ? text('mark.noText') : mark.text], notes: concurrent };
  }
  switch (values.kind) {
    case 'known': {
      const { lines, notes } = measurementLines(values.measurement, values.suv, wording);
      return { values: lines, notes: [...notes, ...concurrent] };
    }
    case 'computing':
      return { values: [text('mark.computing')], notes: concurrent };
    case 'unreadable':
      return { values: [], notes: [text('mark.noValues'), ...concurrent] };
    case 'elsewhere':
      return { values: [], notes: concurrent };
  }
}

function isConcurrent(mark: VisibleMark): boolean {
  return mark.editedConcurrently || (mark as Partial<FoldedMark>).deletedConcurrently === true;
}

/** Columns of the copied table, in their order, with the keys of their titles. */
export const csvColumns = [
  'kind',
  'text',
  'series',
  'seriesName',
  'frame',
  'measure',
  'value',
  'unit',
  'basis',
  'notes',
  'author',
  'changed',
  'instance',
  'frameNumber',
] as const;

/**
 * The lines of the copied table for one mark: one for each number, with its unit and what it rests on, or one
 * that says why there is none. No patient is named in it.
 */
export function csvRowsOf(
  mark: VisibleMark,
  values: ValuesOfMark,
  stacks: readonly FrameStack[],
  wording: Wording,
): readonly CsvRow[] {
  const { text } = wording;
  const { notes } = wordsOf(mark, values, wording);
  const row: CsvRow = {
    kind: text(`mark.kind.${mark.kind}`),
    text: mark.text,
    ...csvPlace(mark, stacks),
    notes: notes.join('; '),
    author: authorOf(mark),
    changed: mark.editedAt,
  };
  if (values.kind !== 'known' || values.measurement.values.length === 0) return [row];
  const { calibration, values: numbers } = values.measurement;
  return numbers.map(({ name, value, unit }) => ({
    ...row,
    measure: text(`mark.value.${name}`),
    value,
    unit: unitText(unit, text),
    basis: restsOnSpacing.has(name) ? text(`viewer.calibration.${calibration}`) : '',
  }));
}

/** The line of the copied table for a key image. */
export function csvRowOfKeyImage(
  keyImage: KeyImage,
  stacks: readonly FrameStack[],
  { text }: Wording,
): CsvRow {
  return {
    kind: text('keyImage.one'),
    ...csvPlace(keyImage, stacks),
    author: authorOf(keyImage),
    changed: keyImage.starredAt,
  };
}

const restsOnSpacing: ReadonlySet<string> = new Set(['length', 'area', 'angle']);

function csvPlace({ SOPInstanceUID, frameNumber }: OnFrame, stacks: readonly FrameStack[]): CsvRow {
  const place = findFrame(stacks, SOPInstanceUID, frameNumber - 1);
  return {
    series: place === null ? null : place.stackIndex + 1,
    seriesName: place === null ? '' : (stacks[place.stackIndex]?.series.SeriesDescription ?? ''),
    frame: place === null ? null : place.index + 1,
    instance: SOPInstanceUID,
    frameNumber,
  };
}
