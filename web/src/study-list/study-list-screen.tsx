import './study-list-screen.css';
import { type ReactNode, useState } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { isReady, type KeptStudy } from '../archive/kept-studies.ts';
import { useKept } from '../live/use-kept.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useText } from '../ui/use-text.ts';
import { wordsLoaded } from '../ui/words-loaded.ts';
import { type AddActions, AddBar, NoStudies } from './add-actions.tsx';
import { ListHeader } from './list-header.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { readListView, saveListView } from './list-view.ts';
import { StudyRow } from './study-row.tsx';
import { useFavourites } from './use-list-choice.ts';
import { type ShownList, useStudyList } from './use-study-list.ts';
import { useStudyStatus } from './use-study-status.ts';

const AboutStudy = lazyPart(async () => (await import('./about-study.tsx')).AboutStudy);
const GroupedStudies = lazyPart(
  async () => (await Promise.all([import('./grouped-studies.tsx'), wordsLoaded]))[0].GroupedStudies,
);
const NothingFound = lazyPart(
  async () => (await Promise.all([import('./nothing-found.tsx'), wordsLoaded]))[0].NothingFound,
);
const DiscardDialog = lazyPart(async () => (await import('./discard-dialog.tsx')).DiscardDialog);

interface StudyListScreenProps extends AddActions {
  readonly studyHref: (studyKey: string) => string;
  readonly patientHref: (patientKey: string) => string;
  /** What other parts of the app have to say: sync, import, lock, update. */
  readonly statusChips: ReactNode;
  /** What must be read before the list. */
  readonly notices: ReactNode;
  /** null where there is no lock to close. */
  readonly onLock: (() => void) | null;
}

/** What is open over the list. */
type Overlay =
  | { readonly kind: 'about'; readonly study: StudySummary }
  | { readonly kind: 'discard'; readonly studies: readonly StudySummary[] };

export function StudyListScreen(props: StudyListScreenProps): ReactNode {
  const list = useStudyList();
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const { listed } = list;
  const chosen = listed.filter(({ key }) => selected?.has(key) === true);
  return (
    <div className="list-screen">
      <ListHeader
        hasSearch={listed.length > 0}
        query={list.words}
        onQuery={list.search}
        statusChips={props.statusChips}
        onLock={props.onLock}
      />
      <main className="list-main">
        {props.notices}
        {listed.length === 0 ? null : (
          <ListToolbar
            list={list}
            chosen={selected === null ? null : chosen}
            onSelect={(isSelecting) => setSelected(isSelecting ? new Set() : null)}
            onDiscard={() => setOverlay({ kind: 'discard', studies: chosen })}
          />
        )}
        <ListBody
          {...props}
          list={list}
          selected={selected}
          onSelected={setSelected}
          onAbout={(study) => setOverlay({ kind: 'about', study })}
        />
      </main>
      {listed.length === 0 ? null : <AddBar />}
      <ListOverlay
        overlay={overlay}
        studyHref={props.studyHref}
        onOverlay={setOverlay}
        onDiscarded={() => setSelected(null)}
      />
    </div>
  );
}

interface ListBodyProps extends StudyListScreenProps {
  readonly list: ShownList;
  readonly selected: ReadonlySet<string> | null;
  readonly onSelected: (selected: ReadonlySet<string>) => void;
  readonly onAbout: (study: StudySummary) => void;
}

function ListBody(props: ListBodyProps): ReactNode {
  const text = useText();
  const statusOf = useStudyStatus();
  const favourites = useFavourites();
  const kept = useKept();
  const { list, selected } = props;
  const { found, choice, query } = list;
  if (list.listed.length === 0) return <NoStudies {...props} />;
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
      onAbout={() => props.onAbout(study)}
      isFavourite={favourites.keys.has(study.key)}
      onFavourite={(isFavourite) => favourites.put(study.key, isFavourite)}
      kept={keptSign(kept.get(study.key), study)}
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

interface ListOverlayProps {
  readonly overlay: Overlay | null;
  readonly studyHref: (studyKey: string) => string;
  readonly onOverlay: (overlay: Overlay | null) => void;
  readonly onDiscarded: () => void;
}

function ListOverlay(props: ListOverlayProps): ReactNode {
  const { overlay, studyHref, onOverlay, onDiscarded } = props;
  switch (overlay?.kind) {
    case undefined:
      return null;
    case 'about':
      return (
        <AboutStudy
          study={overlay.study}
          href={studyHref(overlay.study.key)}
          onClose={() => onOverlay(null)}
          onDiscard={() => onOverlay({ kind: 'discard', studies: [overlay.study] })}
        />
      );
    case 'discard':
      return (
        <DiscardDialog
          studies={overlay.studies}
          onClose={() => onOverlay(null)}
          onDiscarded={onDiscarded}
        />
      );
  }
}
