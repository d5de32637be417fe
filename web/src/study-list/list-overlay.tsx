import type { Dispatch, ReactNode, SetStateAction } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import type { MenuPlace } from './row-menu.tsx';

const AboutStudy = lazyPart(async () => (await import('./about-study.tsx')).AboutStudy);
const DiscardDialog = lazyPart(async () => (await import('./discard-dialog.tsx')).DiscardDialog);
const RowMenu = lazyPart(async () => (await import('./row-menu.tsx')).RowMenu);

/** What is open over the list. */
export type Overlay =
  | { readonly kind: 'about'; readonly study: StudySummary }
  | { readonly kind: 'menu'; readonly study: StudySummary; readonly place: MenuPlace }
  | { readonly kind: 'discard'; readonly studies: readonly StudySummary[] };

interface ListOverlayProps {
  readonly overlay: Overlay;
  readonly studyHref: (studyKey: string) => string;
  readonly patientHref: (patientKey: string) => string;
  readonly onSelect: (studyKey: string) => void;
  readonly onOverlay: Dispatch<SetStateAction<Overlay | null>>;
  readonly onDiscarded: () => void;
}

/** The menu of a study, what is known of it, and the question before it is discarded. */
export function ListOverlay(props: ListOverlayProps): ReactNode {
  const { overlay, studyHref, onOverlay, onDiscarded } = props;
  switch (overlay.kind) {
    case 'menu':
      return (
        <RowMenu
          {...props}
          {...overlay}
          href={studyHref(overlay.study.key)}
          onAbout={() => onOverlay({ kind: 'about', study: overlay.study })}
          onSelect={() => props.onSelect(overlay.study.key)}
          onDiscard={() => onOverlay({ kind: 'discard', studies: [overlay.study] })}
          // What was chosen in it may have opened something else already.
          onClose={() => onOverlay((now) => (now?.kind === 'menu' ? null : now))}
        />
      );
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
