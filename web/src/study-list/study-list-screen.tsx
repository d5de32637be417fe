import './study-list-screen.css';
import { type ReactNode, useDeferredValue, useMemo, useState, useSyncExternalStore } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { isReady, type KeptStudy } from '../archive/kept-studies.ts';
import { useKept } from '../live/use-kept.ts';
import { useCurrentPerson } from '../live/use-person-setting.ts';
import { usePatients } from '../live/use-patients.ts';
import { useStudies } from '../live/use-studies.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useText, useWording } from '../ui/use-text.ts';
import { type AddActions, AddBar, NoStudies, NothingFound } from './add-actions.tsx';
import { findInList } from './find-in-list.ts';
import { chooseStudies, dayOf, type ListChoice, withoutFilters } from './list-choice.ts';
import { ListHeader } from './list-header.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { readListView, saveListView } from './list-view.ts';
import { sortStudies } from './sort-studies.ts';
import { StudyRow } from './study-row.tsx';
import { useFavourites, useListChoice } from './use-list-choice.ts';
import { useStudyStatus } from './use-study-status.ts';

const AboutStudy = lazyPart(async () => (await import('./about-study.tsx')).AboutStudy);
const DiscardDialog = lazyPart(async () => (await import('./discard-dialog.tsx')).DiscardDialog);

interface StudyListScreenProps extends AddActions {
  readonly studyHref: (studyKey: string) => string;
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
  const all = useStudies();
  const [view, setView] = useState(readListView);
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const changeView = (change: { query?: string }): void => {
    saveListView({ ...change, scrollTopPx: 0 });
    setView(readListView());
  };
  // Typing stays ahead of finding: the field never waits for the list.
  const query = useDeferredValue(view.query);
  const listed = useMemo(() => all.filter(({ rejection }) => rejection === null), [all]);
  const [choice, choose] = useListChoice();
  const found = useFound(listed, choice, query);
  const chosen = listed.filter(({ key }) => selected?.has(key) === true);
  return (
    <div className="list-screen">
      <ListHeader
        hasSearch={listed.length > 0}
        query={view.query}
        onQuery={(query) => changeView({ query })}
        statusChips={props.statusChips}
        onLock={props.onLock}
      />
      <main className="list-main">
        {props.notices}
        {listed.length === 0 ? null : (
          <ListToolbar
            listed={listed}
            foundCount={found.length}
            trashCount={all.length - listed.length}
            choice={choice}
            onChoose={(next) => {
              changeView({});
              choose(next);
            }}
            chosen={selected === null ? null : chosen}
            onSelect={(isSelecting) => setSelected(isSelecting ? new Set() : null)}
            onDiscard={() => setOverlay({ kind: 'discard', studies: chosen })}
          />
        )}
        <ListBody
          {...props}
          listedCount={listed.length}
          found={found}
          query={query}
          choice={choice}
          onClear={() => {
            changeView({ query: '' });
            choose(withoutFilters(choice));
          }}
          selected={selected}
          onSelected={setSelected}
          onAbout={(study) => setOverlay({ kind: 'about', study })}
          trashCount={all.length - listed.length}
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
  readonly listedCount: number;
  readonly trashCount: number;
  readonly found: readonly StudySummary[];
  readonly query: string;
  readonly choice: ListChoice;
  readonly onClear: () => void;
  readonly selected: ReadonlySet<string> | null;
  readonly onSelected: (selected: ReadonlySet<string>) => void;
  readonly onAbout: (study: StudySummary) => void;
}

function ListBody(props: ListBodyProps): ReactNode {
  const text = useText();
  const statusOf = useStudyStatus();
  const favourites = useFavourites();
  const kept = useKept();
  const { found, selected } = props;
  if (props.listedCount === 0) return <NoStudies {...props} />;
  if (found.length === 0) return <NothingFound {...props} />;
  return (
    <VirtualList
      // Another query starts at its top; coming back from a study starts where one was.
      key={`${JSON.stringify(props.choice)} ${props.query}`}
      className="study-list"
      label={text('list.title')}
      items={found}
      keyOf={({ key }) => key}
      initialScrollTopPx={readListView().scrollTopPx}
      onScrollTop={(scrollTopPx) => saveListView({ scrollTopPx })}
      renderRow={(study, isActive) => (
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
      )}
    />
  );
}

function keptSign(kept: KeptStudy | undefined, study: StudySummary): 'ready' | 'not-ready' | null {
  if (kept === undefined) return null;
  return isReady(kept, study) ? 'ready' : 'not-ready';
}

/** The day changes under a list that is left open overnight. */
function everyMinute(look: () => void): () => void {
  const timer = setInterval(look, 60_000);
  return () => clearInterval(timer);
}

function readToday(): string {
  return dayOf(new Date());
}

/** What is to be seen: sorted once per list and order, then filtered, then searched. */
function useFound(
  listed: readonly StudySummary[],
  choice: ListChoice,
  query: string,
): readonly StudySummary[] {
  const { language } = useWording();
  const { ofStudy } = usePatients();
  const kept = useKept();
  const { keys: favourites } = useFavourites();
  const personId = useCurrentPerson()?.id ?? '';
  const today = useSyncExternalStore(everyMinute, readToday);
  const { sort, isReversed } = choice;
  const sorted = useMemo(
    () =>
      sortStudies(
        listed,
        sort,
        isReversed,
        language,
        (study) => ofStudy(study.key)?.shown ?? study,
      ),
    [listed, sort, isReversed, language, ofStudy],
  );
  const chosen = useMemo(
    () => chooseStudies(sorted, choice, { personId, kept, favourites, today }),
    [sorted, choice, personId, kept, favourites, today],
  );
  return useMemo(
    () => findInList(chosen, query, choice.where, (study) => ofStudy(study.key)?.shown ?? study),
    [chosen, query, choice.where, ofStudy],
  );
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
