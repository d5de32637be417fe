import { type ReactNode, useMemo } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { useText } from '../ui/use-text.ts';
import { isOnlyHere, type StudyFilter } from './find-in-list.ts';
import { groupings, type ListChoice, type SortField, sortFields } from './list-choice.ts';
import { periods } from './period.ts';

export interface FilterParts {
  readonly listed: readonly StudySummary[];
  readonly choice: ListChoice;
  readonly onChoose: (choice: ListChoice) => void;
}

export interface FilterBarProps extends FilterParts {
  readonly query: string;
  /** What was saved brings its search words along. */
  readonly onRecall: (choice: ListChoice, query: string) => void;
  readonly countOf: (choice: ListChoice) => number;
}

export const switches = ['isToday', 'isMine', 'isKept', 'isFavourite'] as const;

/** Filters that are on or off; they go together. */
export function Switches({ choice, onChoose }: Omit<FilterParts, 'listed'>): ReactNode {
  const text = useText();
  return switches.map((name) => (
    <button
      key={name}
      type="button"
      className="filter-tab"
      aria-pressed={choice[name]}
      title={text(`choose.${name}Words`)}
      onClick={() => onChoose({ ...choice, [name]: !choice[name] })}
    >
      {text(`choose.${name}`)}
    </button>
  ));
}

export function WhereTabs({ listed, choice, onChoose }: FilterParts): ReactNode {
  const text = useText();
  const onlyHereCount = useMemo(() => listed.filter(isOnlyHere).length, [listed]);
  const serverCount = useMemo(
    () => listed.filter(({ whereabouts }) => whereabouts.serverCount > 0).length,
    [listed],
  );
  // Without a server every study is "only here": three buttons would say nothing.
  if (serverCount === 0 && choice.where === 'all') return null;
  const tabs: readonly [StudyFilter, string, number][] = [
    ['all', text('list.filterAll'), listed.length],
    ['only-here', text('list.filterOnlyHere'), onlyHereCount],
    ['on-server', text('list.filterOnServer'), serverCount],
  ];
  return tabs.map(([where, label, count]) => (
    <button
      key={where}
      type="button"
      className="filter-tab"
      aria-pressed={choice.where === where}
      onClick={() => onChoose({ ...choice, where })}
    >
      {label} <span className="filter-tab-count">{text('ui.count', { count })}</span>
    </button>
  ));
}

/** Modality and species: what the studies of this device have, and what was chosen before. */
export function ContentPicks({ listed, choice, onChoose }: FilterParts): ReactNode {
  const text = useText();
  const modalities = useMemo(
    () => valuesOf(listed.flatMap(({ ModalitiesInStudy }) => ModalitiesInStudy)),
    [listed],
  );
  const species = useMemo(
    () => valuesOf(listed.map((study) => study.PatientSpeciesDescription.trim())),
    [listed],
  );
  return (
    <>
      <ValuePick
        label={text('choose.modality')}
        value={choice.modality}
        values={modalities}
        onPick={(modality) => onChoose({ ...choice, modality })}
      />
      <ValuePick
        label={text('choose.species')}
        value={choice.species}
        values={species}
        onPick={(picked) => onChoose({ ...choice, species: picked })}
      />
    </>
  );
}

function valuesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '').toSorted();
}

interface ValuePickProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onPick: (value: string) => void;
}

function ValuePick({ label, value, values, onPick }: ValuePickProps): ReactNode {
  const text = useText();
  if (values.length < 2 && value === '') return null;
  const shown = value === '' || values.includes(value) ? values : [value, ...values];
  const options = shown.map((option): Option => [option, option]);
  const any: Option = ['', text('choose.any', { what: label })];
  return <Pick label={label} value={value} options={[any, ...options]} onPick={onPick} />;
}

/** A value and its words. */
type Option = readonly [string, string];

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onPick: (value: string) => void;
  readonly className?: string;
}

/** The browser's own menu: on a tablet it is the one with the largest rows. */
function Pick({ label, value, options, onPick, className = '' }: PickProps): ReactNode {
  return (
    <select
      className={`filter-pick ${className}`}
      aria-label={label}
      data-chosen={value !== ''}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  );
}

/** When the study was done; a period of one's own shows its two days beside it. */
export function PeriodPick({ choice, onChoose }: Omit<FilterParts, 'listed'>): ReactNode {
  const text = useText();
  const { period } = choice;
  return (
    <>
      <Pick
        label={text('filter.period')}
        value={period}
        options={[
          ['', text('choose.any', { what: text('filter.period') })],
          ...periods.map((value): Option => [value, text(`filter.${value}`)]),
        ]}
        onPick={(picked) => {
          const next = periods.find((value) => value === picked) ?? '';
          onChoose({ ...choice, period: next, from: '', until: '' });
        }}
      />
      {period === 'range' ? (
        <span className="filter-range">
          <DayField
            label={text('filter.from')}
            day={choice.from}
            onDay={(from) => onChoose({ ...choice, from })}
          />
          <DayField
            label={text('filter.until')}
            day={choice.until}
            onDay={(until) => onChoose({ ...choice, until })}
          />
        </span>
      ) : null}
    </>
  );
}

interface DayFieldProps {
  readonly label: string;
  /** YYYYMMDD, or empty. */
  readonly day: string;
  readonly onDay: (day: string) => void;
}

/** The browser's own calendar, in the person's own order of day and month. */
function DayField({ label, day, onDay }: DayFieldProps): ReactNode {
  return (
    <label className="filter-day">
      <span>{label}</span>
      <input
        type="date"
        className="filter-pick"
        max="9999-12-31"
        value={day === '' ? '' : `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`}
        onChange={(event) => onDay(event.target.value.replaceAll('-', ''))}
      />
    </label>
  );
}

export function groupKey(grouping: ListChoice['grouping']) {
  return `filter.group.${grouping}` as const;
}

export function GroupPick({ choice, onChoose }: Omit<FilterParts, 'listed'>): ReactNode {
  const text = useText();
  return (
    <Pick
      label={text('filter.group')}
      className="filter-group"
      value={choice.grouping}
      options={groupings.map((grouping): Option => [grouping, text(groupKey(grouping))])}
      onPick={(picked) => {
        const grouping = groupings.find((value) => value === picked) ?? 'none';
        onChoose({ ...choice, grouping });
      }}
    />
  );
}

export function sortKey(field: SortField, isReversed: boolean) {
  if (isReversed) return `choose.${field}Reversed` as const;
  return field === 'modality' ? 'choose.modalityOrder' : (`choose.${field}` as const);
}

export function SortPick({ choice, onChoose }: Omit<FilterParts, 'listed'>): ReactNode {
  const text = useText();
  const valueOf = (sort: SortField, isReversed: boolean): string =>
    `${sort}${isReversed ? ' reversed' : ''}`;
  return (
    <Pick
      label={text('choose.sort')}
      className="filter-sort"
      value={valueOf(choice.sort, choice.isReversed)}
      options={sortFields.flatMap((field) =>
        [false, true].map((isReversed): Option => [
          valueOf(field, isReversed),
          text(sortKey(field, isReversed)),
        ]),
      )}
      onPick={(picked) => {
        const [wanted, reversed] = picked.split(' ');
        const sort = sortFields.find((field) => field === wanted) ?? 'date';
        onChoose({ ...choice, sort, isReversed: reversed !== undefined });
      }}
    />
  );
}
