import './filter-bar.css';
import { type ReactNode, useMemo } from 'react';
import FilterX from 'lucide-react/icons/filter-x';
import type { StudySummary } from '../archive/archive-types.ts';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/use-text.ts';
import { isOnlyHere, type StudyFilter } from './find-in-list.ts';
import {
  isFiltering,
  type ListChoice,
  type SortField,
  sortFields,
  withoutFilters,
} from './list-choice.ts';

interface FilterBarProps {
  readonly listed: readonly StudySummary[];
  readonly choice: ListChoice;
  readonly onChoose: (choice: ListChoice) => void;
}

const switches = ['isToday', 'isMine', 'isKept', 'isFavourite'] as const;

/** Filters that go together, and the order. On a phone they are one line that scrolls. */
export function FilterBar({ listed, choice, onChoose }: FilterBarProps): ReactNode {
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
    <div className="filter-bar" role="group" aria-label={text('list.filter')}>
      <WhereTabs listed={listed} choice={choice} onChoose={onChoose} />
      {switches.map((name) => (
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
      ))}
      <Pick
        label={text('choose.modality')}
        value={choice.modality}
        values={modalities}
        onPick={(modality) => onChoose({ ...choice, modality })}
      />
      <Pick
        label={text('choose.species')}
        value={choice.species}
        values={species}
        onPick={(picked) => onChoose({ ...choice, species: picked })}
      />
      {isFiltering(choice) ? (
        <Button variant="quiet" icon={FilterX} onPress={() => onChoose(withoutFilters(choice))}>
          {text('choose.clear')}
        </Button>
      ) : null}
      <SortPick choice={choice} onChoose={onChoose} />
    </div>
  );
}

function valuesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '').toSorted();
}

function WhereTabs({ listed, choice, onChoose }: FilterBarProps): ReactNode {
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

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onPick: (value: string) => void;
}

/** The browser's own menu: on a tablet it is the one with the largest rows. */
function Pick({ label, value, values, onPick }: PickProps): ReactNode {
  const text = useText();
  if (values.length < 2 && value === '') return null;
  const shown = value === '' || values.includes(value) ? values : [value, ...values];
  return (
    <select
      className="filter-pick"
      aria-label={label}
      data-chosen={value !== ''}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      <option value="">{text('choose.any', { what: label })}</option>
      {shown.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function sortKey(field: SortField, isReversed: boolean) {
  if (isReversed) return `choose.${field}Reversed` as const;
  return field === 'modality' ? 'choose.modalityOrder' : (`choose.${field}` as const);
}

function SortPick({ choice, onChoose }: Omit<FilterBarProps, 'listed'>): ReactNode {
  const text = useText();
  const valueOf = (sort: SortField, isReversed: boolean): string =>
    `${sort}${isReversed ? ' reversed' : ''}`;
  return (
    <select
      className="filter-pick filter-sort"
      aria-label={text('choose.sort')}
      value={valueOf(choice.sort, choice.isReversed)}
      onChange={(event) => {
        const [wanted, reversed] = event.target.value.split(' ');
        const sort = sortFields.find((field) => field === wanted) ?? 'date';
        onChoose({ ...choice, sort, isReversed: reversed !== undefined });
      }}
    >
      {sortFields.flatMap((field) =>
        [false, true].map((isReversed) => (
          <option key={valueOf(field, isReversed)} value={valueOf(field, isReversed)}>
            {text(sortKey(field, isReversed))}
          </option>
        )),
      )}
    </select>
  );
}
