import './grouped-studies.css';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import IdCard from 'lucide-react/icons/id-card';
import Minus from 'lucide-react/icons/minus';
import { parseDate } from '#shared/dicom/date-time.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import type { PatientBook } from '../live/patient-book.ts';
import { usePatients } from '../live/use-patients.ts';
import { GroupedList } from '../ui/grouped-list.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWording, type Wording } from '../ui/use-text.ts';
import { groupStudies, type StudyGroup } from './group-studies.ts';
import type { ListChoice } from './list-choice.ts';
import { readListView, saveListView } from './list-view.ts';
import { formatDay, formatWeekday } from './study-words.ts';
import { useClosedGroups } from './use-closed-groups.ts';

interface GroupedStudiesProps {
  readonly studies: readonly StudySummary[];
  readonly choice: ListChoice;
  readonly patientHref: (patientKey: string) => string;
  readonly renderRow: (study: StudySummary, isActive: boolean) => ReactNode;
  /** null: studies are opened, not selected. */
  readonly selected: ReadonlySet<string> | null;
  readonly onSelected: (selected: ReadonlySet<string>) => void;
}

/** The list under heads of patients or days that stay at the upper edge and can be closed. */
export function GroupedStudies(props: GroupedStudiesProps): ReactNode {
  const { studies, choice, renderRow } = props;
  const wording = useWording();
  const { text } = wording;
  const book = usePatients();
  const { isRead, isOpen, toggle } = useClosedGroups(choice.grouping);
  const groups = useMemo(() => groupStudies(studies, choice, book), [studies, choice, book]);
  // Whose a study is is not known before everything was read, and groups must not change under a finger.
  if (!isRead || (choice.grouping === 'patient' && !book.isLoaded)) {
    return <Spinner label={text('filter.group.waiting')} />;
  }
  return (
    <GroupedList
      className="study-list"
      label={text('list.title')}
      groups={groups}
      keyOf={({ key }) => key}
      isOpen={isOpen}
      initialScrollTopPx={readListView().scrollTopPx}
      onScrollTop={(scrollTopPx) => saveListView({ scrollTopPx })}
      renderRow={renderRow}
      renderHead={(group, isActive) => (
        <GroupHead
          {...props}
          group={group}
          words={headWords(group, choice.grouping, book, wording)}
          isOpen={isOpen(group)}
          isActive={isActive}
          onToggle={() => toggle(group.key)}
        />
      )}
    />
  );
}

interface HeadWords {
  readonly name: string;
  /** Species, sex and birth date; empty for a day. */
  readonly person: string;
}

function headWords(
  { key }: StudyGroup,
  grouping: ListChoice['grouping'],
  book: PatientBook,
  { text, language }: Wording,
): HeadWords {
  if (grouping === 'day') {
    const day = parseDate(key);
    return { name: day === null ? text('list.noDate') : formatWeekday(day, language), person: '' };
  }
  const said = book.byKey(key)?.demographics;
  if (said === undefined) return { name: text('list.noName'), person: '' };
  const born = parseDate(said.PatientBirthDate);
  const parts = [
    said.PatientSpeciesDescription.trim(),
    /^[MFO]$/.test(said.PatientSex) ? text('list.sex', { sex: said.PatientSex }) : '',
    born === null ? '' : text('list.born', { date: formatDay(born, language) }),
  ];
  return {
    name: formatPersonName(said.PatientName) || said.PatientID || text('list.noName'),
    person: parts.filter((part) => part !== '').join(' · '),
  };
}

interface GroupHeadProps extends GroupedStudiesProps {
  readonly group: StudyGroup;
  readonly words: HeadWords;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly onToggle: () => void;
}

function GroupHead(props: GroupHeadProps): ReactNode {
  const { group, words, isOpen, isActive, onToggle, selected } = props;
  const { text } = useWording();
  const tabIndex = isActive ? 0 : -1;
  /** As in a tree: towards the end of the line it opens, towards its start it closes. */
  const turnByKey = (event: KeyboardEvent): void => {
    const isMirrored = document.documentElement.dir === 'rtl';
    const wanted = { ArrowRight: !isMirrored, ArrowLeft: isMirrored }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    if (wanted !== isOpen) onToggle();
  };
  return (
    <div className="group-head">
      {selected === null ? null : <GroupBox {...props} selected={selected} />}
      <h2 className="group-head-title">
        <button
          type="button"
          className="group-head-button"
          aria-expanded={isOpen}
          tabIndex={tabIndex}
          data-row-focus
          onClick={onToggle}
          onKeyDown={turnByKey}
        >
          <ChevronDown className="icon-small" aria-hidden />
          <bdi className="group-head-name">{words.name}</bdi>
          <span className="group-head-person">{words.person}</span>
          <span className="group-head-count">
            {text('filter.group.count', { count: group.items.length })}
          </span>
        </button>
      </h2>
      {props.choice.grouping === 'patient' && selected === null ? (
        <a
          className="button icon-button button-quiet"
          href={props.patientHref(group.key)}
          aria-label={text('filter.group.timeline', { name: words.name })}
          title={text('filter.group.timeline', { name: words.name })}
          tabIndex={tabIndex}
        >
          <IdCard className="icon" aria-hidden />
        </a>
      ) : null}
    </div>
  );
}

interface GroupBoxProps extends GroupHeadProps {
  readonly selected: ReadonlySet<string>;
}

/** Selects all studies of a group, or none. */
function GroupBox({ group, words, selected, onSelected, isActive }: GroupBoxProps): ReactNode {
  const { text } = useWording();
  const count = group.items.filter(({ key }) => selected.has(key)).length;
  const isAll = count === group.items.length;
  return (
    <button
      type="button"
      role="checkbox"
      className="group-head-box"
      aria-checked={isAll ? 'true' : count === 0 ? 'false' : 'mixed'}
      aria-label={text('filter.group.selectAll', { name: words.name })}
      tabIndex={isActive ? 0 : -1}
      onClick={() => {
        const next = new Set(selected);
        for (const { key } of group.items) {
          if (isAll) next.delete(key);
          else next.add(key);
        }
        onSelected(next);
      }}
    >
      <span className="study-row-box" aria-hidden>
        {isAll ? <Check className="icon-small" strokeWidth={3} /> : null}
        {!isAll && count > 0 ? <Minus className="icon-small" strokeWidth={3} /> : null}
      </span>
    </button>
  );
}
