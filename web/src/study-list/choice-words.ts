import { parseDate } from '#shared/dicom/date-time.ts';
import type { Wording } from '../ui/use-text.ts';
import { groupKey, sortKey, switches } from './filter-picks.tsx';
import type { ListChoice } from './list-choice.ts';
import { formatDay } from './study-words.ts';

/** What a choice shows, part by part, as the filters themselves call it; empty for everything. */
export function choiceWords(
  choice: ListChoice,
  query: string,
  wording: Wording,
): readonly string[] {
  const { text } = wording;
  const where =
    choice.where === 'all'
      ? ''
      : text(choice.where === 'only-here' ? 'list.filterOnlyHere' : 'list.filterOnServer');
  const parts = [
    query.trim() === '' ? '' : text('filter.query', { query: query.trim() }),
    where,
    ...switches.map((name) => (choice[name] ? text(`choose.${name}`) : '')),
    periodWords(choice, wording),
    choice.modality,
    choice.species,
    choice.sort === 'date' && !choice.isReversed
      ? ''
      : text(sortKey(choice.sort, choice.isReversed)),
    choice.grouping === 'none' ? '' : text(groupKey(choice.grouping)),
  ];
  return parts.filter((part) => part !== '');
}

function periodWords({ period, from, until }: ListChoice, { text, language }: Wording): string {
  if (period === '') return '';
  if (period !== 'range') return text(`filter.${period}`);
  const words = (day: string): string => {
    const date = parseDate(day);
    return date === null ? '' : formatDay(date, language);
  };
  return [
    from === '' ? '' : `${text('filter.from')} ${words(from)}`,
    until === '' ? '' : `${text('filter.until')} ${words(until)}`,
  ]
    .join(' ')
    .trim();
}
