import './study-list-screen.css';
import { type ReactNode, useRef, useState } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { isReady, type KeptStudy } from '../archive/kept-studies.ts';
import { useKept } from '../live/use-kept.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import { lazyAfterPaint, lazyPart } from '../ui/lazy-part.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useText } from '../ui/use-text.ts';
import { wordsLoaded } from '../ui/words-loaded.ts';
import { type AddActions, AddBar, NoStudies } from './add-actions.tsx';
import type { Overlay } from './list-overlay.tsx';
import { ListHeader } from './list-header.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { readListView, saveListView } from './list-view.ts';
import type { MenuPlace } from './row-menu.tsx';
import { StudyRow } from './study-row.tsx';
import { useFavourites } from './use-list-choice.ts';
import { splitSelection } from './split-selection.ts';
import { type ShownList, useStudyList } from './use-study-list.ts';
import { useStudyStatus } from './use-study-status.ts';

const GroupedStudies = lazyPart(
  async () => (await Promise.all([import('./grouped-studies.tsx'), wordsLoaded]))[0].GroupedStudies,
);
const RowGestures = lazyAfterPaint(async () => (await import('./row-gestures.tsx')).RowGestures);
const ListOverlay = lazyPart(
  async () => (await Promise.all([import('./list-overlay.tsx'), wordsLoaded]))[0].ListOverlay,
);
const NothingFound = lazyPart(
  async () => (await Promise.all([import('./nothing-found.tsx'), wordsLoaded]))[0].NothingFound,
);
const ServerResults = lazyPart(
  async () => (await Promise.all([import('./server-results.tsx'), wordsLoaded]))[0].ServerResults,
);

interface StudyListScreenProps extends AddActions {
  readonly studyHref: (studyKey: string) => string;
  readonly patientHref: (patientKey: string) => string;
  readonly onOpenStudy: (studyKey: string) => void;
  /** What other parts of the app have to say: sync, import, lock, update. */
  readonly statusChips: ReactNode;
  /** What must be read before the list. */
  readonly notices: ReactNode;
  /** null where there is no lock to close. */
  readonly onLock: (() => void) | null;
}

/** Signs from which on the server is searched as well. */
const searchedFrom = 2;

export function StudyListScreen(props: StudyListScreenProps): ReactNode {
  const text = useText();
  const list = useStudyList();
  const isPaired = useSyncState().connection !== 'unpaired';
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const area = useRef<HTMLElement>(null);
  const { listed } = list;
  const openMenu = (study: StudySummary, place: MenuPlace): void =>
    setOverlay({ kind: 'menu', study, place });
  const { inView: chosen, hiddenCount } = splitSelection(
    listed,
    list.found?.studies ?? [],
    selected,
  );
  return (
    <div className="list-screen">
      <ListHeader
        hasSearch={listed.length > 0 || isPaired}
        query={list.words}
        onQuery={list.search}
        statusChips={props.statusChips}
        onLock={props.onLock}
      />
      <main className="list-main" aria-label={text('list.title')} ref={area}>
        {props.notices}
        {listed.length === 0 ? null : (
          <ListToolbar
            list={list}
            chosen={selected === null ? null : chosen}
            hiddenCount={hiddenCount}
            onSelect={(isSelecting) => setSelected(isSelecting ? new Set() : null)}
            onSelectAll={() => setSelected(new Set(list.found?.studies.map(({ key }) => key)))}
            onDiscard={() => setOverlay({ kind: 'discard', studies: chosen })}
          />
        )}
        <RowGestures
          area={area}
          studyOf={(key) => listed.find((study) => study.key === key)}
          isOn={selected === null}
          onMenu={openMenu}
        />
        <ListBody
          {...props}
          list={list}
          selected={selected}
          onSelected={setSelected}
          isPaired={isPaired}
          onMenu={openMenu}
        />
        {isPaired && selected === null && list.query.trim().length >= searchedFrom ? (
          <ServerResults query={list.query} onOpen={props.onOpenStudy} />
        ) : null}
      </main>
      {listed.length === 0 ? null : <AddBar />}
      {overlay === null ? null : (
        <ListOverlay
          {...props}
          overlay={overlay}
          onOverlay={setOverlay}
          onSelect={(key) => setSelected(new Set([key]))}
          onDiscarded={() => setSelected(null)}
        />
      )}
    </div>
  );
}

interface ListBodyProps extends StudyListScreenProps {
  readonly list: ShownList;
  readonly isPaired: boolean;
  readonly selected: ReadonlySet<string> | null;
  readonly onSelected: (selected: ReadonlySet<string>) => void;
  readonly onMenu: (study: StudySummary, place: MenuPlace) => void;
}

function ListBody(props: ListBodyProps): ReactNode {
  const text = useText();
  const statusOf = useStudyStatus();
  const favourites = useFavourites();
  const kept = useKept();
  const { list, selected } = props;
  const { found, choice, query } = list;
  if (list.listed.length === 0 && (query === '' || !props.isPaired))
    return <NoStudies {...props} />;
  if (found === null) return <div className="study-list virtual-list" />;
  if (found.studies.length === 0) {
    return <NothingFound query={query} choice={choice} onClear={list.showAll} />;
  }
  const renderRow = (study: StudySummary, isActive: boolean): ReactNode => (
    <StudyRow
      study={study}
      status={statusOf(study)}
      href={props.studyHref(study.key)}
      isActive={isActive}
      onMenu={(place) => props.onMenu(study, place)}
      isFavourite={favourites.keys.has(study.key)}
      onFavourite={(isFavourite) => void favourites.putAll([study.key], isFavourite)}
      kept={keptSign(kept.get(study.key), study)}
      damagedCount={kept.get(study.key)?.damaged.length ?? 0}
      selection={
        selected === null
          ? null
          : {
              isSelected: selected.has(study.key),
              toggle: () => props.onSelected(toggled(selected, study.key)),
            }
      }
    />
  );
  // Another query starts at its top; coming back from a study starts where one was.
  const place = `${JSON.stringify(choice)} ${query}`;
  if (choice.grouping !== 'none') {
    return (
      <GroupedStudies {...props} {...{ choice, renderRow }} key={place} studies={found.studies} />
    );
  }
  return (
    <VirtualList
      key={place}
      className="study-list"
      label={text('list.title')}
      items={found.studies}
      keyOf={({ key }) => key}
      initialScrollTopPx={readListView().scrollTopPx}
      onScrollTop={(scrollTopPx) => saveListView({ scrollTopPx })}
      renderRow={renderRow}
    />
  );
}

function keptSign(kept: KeptStudy | undefined, study: StudySummary): 'ready' | 'not-ready' | null {
  if (kept === undefined) return null;
  return isReady(kept, study) ? 'ready' : 'not-ready';
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
